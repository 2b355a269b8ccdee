package panoptic.pluginprotocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import panoptic.plugin.FunctionDescription;
import panoptic.plugin.ParamDescription;
import panoptic.plugin.ParamType;
import panoptic.plugin.PropertyType;

/// Descriptions of actions and parameters as JSON trees and back. Keys are the names of the records' components.
public final class DescriptionJson {
  private DescriptionJson() {
  }

  public static Map<String, @Nullable Object> tree(FunctionDescription f) {
    return Fields.of("id", f.id()).and("name", f.name()).and("label", f.label()).and("description", f.description()).and("hooks", f.hooks())
        .and("params", f.params().stream().map(DescriptionJson::tree).toList()).tree();
  }

  public static FunctionDescription function(Tree t) {
    return new FunctionDescription(t.get("id").text(), t.get("name").text(), t.get("label").textOrNull(), t.get("description").textOrNull(),
        t.get("params").list().stream().map(DescriptionJson::param).toList(), t.get("hooks").list().stream().map(Tree::text).toList());
  }

  public static Map<String, @Nullable Object> tree(ParamDescription p) {
    return Fields.of("name", p.name()).and("type", p.type().json()).and("list", p.list()).and("defaultValue", p.defaultValue())
        .and("possibleValues", p.possibleValues()).and("label", p.label()).and("description", p.description()).and("min", p.min())
        .and("max", p.max()).and("propertyTypes", p.propertyTypes().stream().map(PropertyType::json).toList()).tree();
  }

  public static ParamDescription param(Tree t) {
    var possible = t.get("possibleValues");
    return new ParamDescription(t.get("name").text(), ParamType.parse(t.get("type").text()), t.get("list").flag(),
        t.get("label").textOrNull(),
        t.get("description").textOrNull(), t.get("defaultValue").value(),
        possible.isNull() ? null : possible.list().stream().map(v -> java.util.Objects.requireNonNull(v.value())).toList(),
        t.get("min").numberOrNull(), t.get("max").numberOrNull(),
        t.get("propertyTypes").list().stream().map(p -> PropertyType.parse(p.text())).toList());
  }
}
