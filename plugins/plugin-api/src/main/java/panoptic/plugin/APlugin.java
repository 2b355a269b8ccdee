package panoptic.plugin;

import java.nio.file.Path;
import java.util.AbstractList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What every plugin extends.
///
/// A plugin has one public subclass with the constructor `(PluginProjectInterface project, Path pluginPath, String name)`, which calls the one
/// here, sets [#params] and registers its actions. It is made once for each open project, in a process of its own. Then [#start] runs. Its
/// methods are called from several threads at once.
@PluginImplements
public abstract class APlugin {
  /// The plugin's identifier, as the person who added it chose it.
  public final String name;
  /// The folder or jar it was loaded from.
  public final Path path;
  /// A folder of its own, which goes with the plugin when it is removed.
  public final Path dataPath;
  /// The project it works in.
  public final PluginProjectInterface project;
  /// The key under which its parameters are stored: `<name>.base`.
  public final String baseKey;
  /// The actions registered so far.
  public final List<FunctionDescription> registeredFunctions;
  /// The vector types that this plugin made; always those of now.
  public final List<VectorType> vectorTypes;
  /// The plugin's parameters: a record, set in the constructor to its defaults, then by the host to what was stored; null for none.
  public volatile @Nullable Record params;

  private final Actions actions = new Actions();

  protected APlugin(String name, PluginProjectInterface project, Path pluginPath) {
    this.name = name;
    this.project = project;
    path = pluginPath;
    dataPath = project.dataPath();
    baseKey = name + ".base";
    registeredFunctions = Collections.unmodifiableList(actions.descriptions());
    vectorTypes = new AbstractList<>() {
      @Override
      public VectorType get(int index) {
        return project.getVectorTypes(name).get(index);
      }

      @Override
      public int size() {
        return project.getVectorTypes(name).size();
      }
    };
  }

  /// Loads models, makes vector types, and whatever else takes its time: called once after the constructor, off its thread, with [#params] and
  /// [#vectorTypes] as they were stored.
  public void start() throws Exception {
  }

  /// Takes new parameters and returns what they became; called when a person changes them. Values that are not named stay.
  ///
  /// Refuses a name that is no component of the record, and a value that its type does not take.
  public Record updateParams(Map<String, Object> values) throws Exception {
    Record now = params;
    if (now == null) {
      throw new IllegalArgumentException(name + " has no parameters");
    }
    Record next = ParamRecords.updated(now, values, new InputReader(project));
    params = next;
    return next;
  }

  /// Registers a method as an action, described as one likes; its inputs come by the names of the description's parameters, in order.
  public final FunctionDescription addAction(ActionFunction function, FunctionDescription description) {
    return actions.add(new Actions.Registered(description, Actions.referred(function)));
  }

  /// Registers a method as an action, as in `addActionEasy(this::cluster, Hook.GROUP)`. Names, types, defaults and help of its parameters are read
  /// from the method, its annotations ([Param]) and its Javadoc. The same function twice: the later stands.
  public final FunctionDescription addActionEasy(ActionFunction.Of0 function, String... hooks) {
    return register(Actions.referred(function), hooks);
  }

  /// Registers a method with 1 parameter as an action; see [#addActionEasy(ActionFunction.Of0, String...)].
  public final <A> FunctionDescription addActionEasy(ActionFunction.Of1<A> function, String... hooks) {
    return register(Actions.referred(function), hooks);
  }

  /// Registers a method with 2 parameters as an action; see [#addActionEasy(ActionFunction.Of0, String...)].
  public final <A, B> FunctionDescription addActionEasy(ActionFunction.Of2<A, B> function, String... hooks) {
    return register(Actions.referred(function), hooks);
  }

  /// Registers a method with 3 parameters as an action; see [#addActionEasy(ActionFunction.Of0, String...)].
  public final <A, B, C> FunctionDescription addActionEasy(ActionFunction.Of3<A, B, C> function, String... hooks) {
    return register(Actions.referred(function), hooks);
  }

  /// Registers a method with 4 parameters as an action; see [#addActionEasy(ActionFunction.Of0, String...)].
  public final <A, B, C, D> FunctionDescription addActionEasy(ActionFunction.Of4<A, B, C, D> function, String... hooks) {
    return register(Actions.referred(function), hooks);
  }

  /// Registers a method with 5 parameters as an action; see [#addActionEasy(ActionFunction.Of0, String...)].
  public final <A, B, C, D, E> FunctionDescription addActionEasy(ActionFunction.Of5<A, B, C, D, E> function, String... hooks) {
    return register(Actions.referred(function), hooks);
  }

  /// Registers a method with 6 parameters as an action; see [#addActionEasy(ActionFunction.Of0, String...)].
  public final <A, B, C, D, E, F> FunctionDescription addActionEasy(ActionFunction.Of6<A, B, C, D, E, F> function, String... hooks) {
    return register(Actions.referred(function), hooks);
  }

  /// Registers a method with 7 parameters as an action; see [#addActionEasy(ActionFunction.Of0, String...)].
  public final <A, B, C, D, E, F, G> FunctionDescription addActionEasy(ActionFunction.Of7<A, B, C, D, E, F, G> function, String... hooks) {
    return register(Actions.referred(function), hooks);
  }

  /// Registers a method with 8 parameters as an action; see [#addActionEasy(ActionFunction.Of0, String...)].
  public final <A, B, C, D, E, F, G, H> FunctionDescription addActionEasy(ActionFunction.Of8<A, B, C, D, E, F, G, H> function,
      String... hooks) {
    return register(Actions.referred(function), hooks);
  }

  /// Registers a method of this class by its name, of which there must be one; see [#addActionEasy(ActionFunction.Of0, String...)].
  public final FunctionDescription addActionEasy(String method, String... hooks) {
    return register(Actions.named(this, method), hooks);
  }

  /// Returns a description to change and give to [#addAction].
  public final FunctionDescription describe(String function, List<ParamDescription> parameters, String... hooks) {
    return new FunctionDescription(name + "." + function, function, null, null, parameters, List.of(hooks));
  }

  /// Runs a registered action, as the interface does: inputs are JSON trees by parameter name. Throws what the action throws, and
  /// `IllegalArgumentException` for an unknown action or wrong inputs.
  public final @Nullable ActionResult run(String functionId, ActionContext context) throws Exception {
    return actions.run(functionId, context, new InputReader(project));
  }

  private FunctionDescription register(Actions.Target target, String[] hooks) {
    return actions.add(new Actions.Registered(Signatures.describe(name, target.method(), List.of(hooks)), target));
  }
}
