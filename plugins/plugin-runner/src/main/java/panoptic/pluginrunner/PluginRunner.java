package panoptic.pluginrunner;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import panoptic.pluginprotocol.Connection;
import panoptic.pluginprotocol.Tree;

/// The program of a Java plugin's process: `PluginRunner <host's process number>`.
///
/// It takes the channel for itself before anything of the plugin is loaded, and ends with its standard input or with the host, whatever the plugin's
/// threads and hooks are at.
public final class PluginRunner {
  private PluginRunner() {
  }

  /// Speaks until the channel ends.
  public static void main(String[] arguments) throws Exception {
    Channel channel = Channel.take();
    if (ProcessHandle.of(Long.parseLong(arguments[0])).isEmpty()) {
      Runtime.getRuntime().halt(1);
    }
    var ended = new CountDownLatch(1);
    var plugin = new Conversation();
    var connection = new Connection("plugin", channel.in(), channel.out(), Integer.MAX_VALUE,
        Thread.ofPlatform().daemon().name("request-", 0), new Connection.Handler() {
          @Override
          public @Nullable Object asked(String method, Tree params) throws Exception {
            return plugin.asked(method, params);
          }

          @Override
          public void told(String method, Tree params) {
            plugin.told(method);
          }

          @Override
          public void ended(@Nullable Exception why) {
            if (why != null) {
              System.err.println("The channel to Panoptic broke: " + why);
            }
            ended.countDown();
          }
        });
    plugin.speakBy(connection);
    connection.start();
    ended.await();
    System.err.flush();
    Channel.endGroup();
    Runtime.getRuntime().halt(0);
  }
}
