package panoptic.app;

/// Stands in for the program in tests of the launcher: prints its process id, what the launcher says of the root, its options and arguments.
public final class EchoProgram {
  private EchoProgram() {}

  public static void main(String[] arguments) {
    System.out.println("pid " + ProcessHandle.current().pid());
    System.out.println("root " + System.getProperty("panoptic.root"));
    java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments().forEach(o -> System.out.println("option " + o));
    for (String a : arguments) {
      System.out.println("argument " + a);
    }
    System.exit(arguments.length > 0 && arguments[0].equals("fail") ? 3 : 0);
  }
}
