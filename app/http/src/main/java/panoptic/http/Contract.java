package panoptic.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import panoptic.model.Json;

/// The contract between the server and whoever speaks to it: `openapi.yaml`, which lies in this module's jar.
public final class Contract {
  private Contract() {}

  /// Reads the contract.
  public static Json read() {
    try (var in = Objects.requireNonNull(Contract.class.getResourceAsStream("/openapi.yaml"), "the contract is not in the jar")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Json.of(new Load(LoadSettings.builder().setLabel("openapi.yaml").build()).loadFromString(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns the contract as JSON text.
  static String json() {
    return JsonText.write(read().value());
  }
}
