package panoptic.plugin;

import java.io.Serializable;

/// A method that is an action: it takes an [ActionContext] and up to eight parameters, and returns an [ActionResult] or null.
///
/// These interfaces exist so that a method reference can be given to [APlugin#addActionEasy]. They are serialisable because that is how Java
/// tells which method a reference means; nothing is ever serialised.
public interface ActionFunction extends Serializable {

  @FunctionalInterface
  interface Of0 extends ActionFunction {
    ActionResult run(ActionContext context) throws Exception;
  }

  @FunctionalInterface
  interface Of1<A> extends ActionFunction {
    ActionResult run(ActionContext context, A a) throws Exception;
  }

  @FunctionalInterface
  interface Of2<A, B> extends ActionFunction {
    ActionResult run(ActionContext context, A a, B b) throws Exception;
  }

  @FunctionalInterface
  interface Of3<A, B, C> extends ActionFunction {
    ActionResult run(ActionContext context, A a, B b, C c) throws Exception;
  }

  @FunctionalInterface
  interface Of4<A, B, C, D> extends ActionFunction {
    ActionResult run(ActionContext context, A a, B b, C c, D d) throws Exception;
  }

  @FunctionalInterface
  interface Of5<A, B, C, D, E> extends ActionFunction {
    ActionResult run(ActionContext context, A a, B b, C c, D d, E e) throws Exception;
  }

  @FunctionalInterface
  interface Of6<A, B, C, D, E, F> extends ActionFunction {
    ActionResult run(ActionContext context, A a, B b, C c, D d, E e, F f) throws Exception;
  }

  @FunctionalInterface
  interface Of7<A, B, C, D, E, F, G> extends ActionFunction {
    ActionResult run(ActionContext context, A a, B b, C c, D d, E e, F f, G g) throws Exception;
  }

  @FunctionalInterface
  interface Of8<A, B, C, D, E, F, G, H> extends ActionFunction {
    ActionResult run(ActionContext context, A a, B b, C c, D d, E e, F f, G g, H h) throws Exception;
  }
}
