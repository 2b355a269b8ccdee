package panoptic.plugin;

import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The actions of one plugin: what they are called, what they take, and the method behind each. For use by several threads.
final class Actions {
  /// A method and what it is called on; null for a static one.
  record Target(Method method, @Nullable Object receiver) {
  }

  record Registered(FunctionDescription description, Target target) {
  }

  private final List<Registered> registered = new CopyOnWriteArrayList<>();

  List<FunctionDescription> descriptions() {
    return new java.util.AbstractList<>() {
      @Override
      public FunctionDescription get(int index) {
        return registered.get(index).description();
      }

      @Override
      public int size() {
        return registered.size();
      }
    };
  }

  FunctionDescription add(Registered action) {
    int takes = action.target().method().getParameterCount() - 1;
    int described = action.description().params().size();
    if (takes != described) {
      throw new IllegalArgumentException(
          action.description().id() + " takes " + takes + " parameters, and its description has " + described);
    }
    registered.removeIf(r -> r.description().id().equals(action.description().id()));
    registered.add(action);
    return action.description();
  }

  @Nullable ActionResult run(String id, ActionContext context, InputReader inputs) throws Exception {
    Registered action = registered.stream().filter(r -> r.description().id().equals(id)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no action " + id));
    Method method = action.target().method();
    Object[] arguments = inputs.arguments(action.description(), method, context);
    try {
      return (ActionResult) method.invoke(action.target().receiver(), arguments);
    } catch (InvocationTargetException e) {
      switch (e.getCause()) {
        case Exception cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw e;
      }
    }
  }

  /// Finds the one method of a plugin with a name, whoever may see it.
  static Target named(Object plugin, String name) {
    List<Method> found = Arrays.stream(plugin.getClass().getDeclaredMethods()).filter(m -> m.getName().equals(name) && !m.isSynthetic())
        .toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          plugin.getClass().getName() + " has " + found.size() + " methods " + name + ", and an action is one");
    }
    return target(found.getFirst(), Modifier.isStatic(found.getFirst().getModifiers()) ? null : plugin);
  }

  /// Finds the method that a method reference means: Java tells it in the reference's serialised form.
  static Target referred(ActionFunction reference) {
    try {
      Method replace = reference.getClass().getDeclaredMethod("writeReplace");
      replace.setAccessible(true);
      var told = (SerializedLambda) replace.invoke(reference);
      if (told.getImplMethodName().startsWith("lambda$")) {
        throw new IllegalArgumentException(
            "an action is a method reference, as this::cluster, not a lambda: it has no name to be known by");
      }
      Class<?> owner = Class.forName(told.getImplClass().replace('/', '.'), false, reference.getClass().getClassLoader());
      var type = java.lang.invoke.MethodType.fromMethodDescriptorString(told.getImplMethodSignature(), owner.getClassLoader());
      return target(owner.getDeclaredMethod(told.getImplMethodName(), type.parameterArray()),
          told.getCapturedArgCount() == 0 ? null : told.getCapturedArg(0));
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("an action is a method reference, as this::cluster, not a " + reference.getClass().getName(), e);
    }
  }

  private static Target target(Method method, @Nullable Object receiver) {
    Class<?>[] types = method.getParameterTypes();
    if (types.length == 0 || types[0] != ActionContext.class || !ActionResult.class.isAssignableFrom(method.getReturnType())) {
      throw new IllegalArgumentException(method.getName() + " is no action: it takes an ActionContext first and returns an ActionResult");
    }
    method.setAccessible(true);
    return new Target(method, receiver);
  }
}
