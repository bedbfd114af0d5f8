package org.edgeztp.inventory.store;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.edgeztp.inventory.machine.MacAddress;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/** How the domain's values look as JSON in a column; the domain itself carries no annotation. */
final class StoredJson {
  /** Many machines tell the same: models, drivers, versions. */
  static final SharedTexts SHARED = new SharedTexts();

  private StoredJson() {}

  static JsonMapper mapper() {
    var module =
        new SimpleModule()
            .addSerializer(MacAddress.class, ToStringSerializer.instance)
            .addDeserializer(MacAddress.class, new MacAddressReader())
            .addDeserializer(String.class, new TextReader());
    return JsonMapper.builder()
        .addModule(module)
        // What an earlier version did not store is empty.
        .changeDefaultNullHandling(_ -> JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY))
        .build();
  }

  private static final class TextReader extends StringDeserializer {
    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) {
      return SHARED.of(super.deserialize(parser, context));
    }
  }

  private static final class MacAddressReader extends StdDeserializer<MacAddress> {
    MacAddressReader() {
      super(MacAddress.class);
    }

    @Override
    public MacAddress deserialize(JsonParser parser, DeserializationContext context) {
      return new MacAddress(parser.getString());
    }
  }
}
