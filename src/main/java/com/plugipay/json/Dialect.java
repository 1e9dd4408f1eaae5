package com.plugipay.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How answers are spelled: the documented way, or the way that the existing client libraries read. */
public enum Dialect {
    /** Mounted at {@code /v1}. */
    PLUGIPAY("/v1", Json.MAPPER),
    /** Mounted at {@code /api/v1}: some properties stand under a second name, one state is spelled differently. */
    LIBRARIES(
            "/api/v1",
            Json.MAPPER
                    .rebuild()
                    .addModule(new SimpleModule("libraries").setSerializerModifier(new LibrarySpelling()))
                    .build());

    /** What the libraries call the properties that we call otherwise. */
    private static final Map<String, String> SECOND_NAMES = Map.of("workspaceId", "accountId");

    private static final Map<String, String> SECOND_NAMES_OF_KEYS =
            Map.of("workspaceId", "accountId", "mode", "environment");

    private final String mount;

    @SuppressWarnings("ImmutableEnumChecker") // nobody configures a mapper after it was built
    private final JsonMapper mapper;

    Dialect(String mount, JsonMapper mapper) {
        this.mount = mount;
        this.mapper = mapper;
    }

    /** The path under which the API speaks this dialect. */
    public String mount() {
        return mount;
    }

    /** The JSON of an object of the API. */
    public byte[] bytes(Object value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Adds the second names and spells the paid session their way. */
    private static final class LibrarySpelling extends BeanSerializerModifier {
        @Override
        public List<BeanPropertyWriter> changeProperties(
                SerializationConfig config, BeanDescription bean, List<BeanPropertyWriter> properties) {
            Map<String, String> secondNames =
                    bean.getBeanClass().getSimpleName().contains("ApiKey") ? SECOND_NAMES_OF_KEYS : SECOND_NAMES;
            List<BeanPropertyWriter> spelled = new ArrayList<>();
            for (BeanPropertyWriter property : properties) {
                boolean paidSession = bean.getBeanClass().getSimpleName().equals("CheckoutSession")
                        && property.getName().equals("status");
                spelled.add(paidSession ? new CompletedSpelling(property) : property);
                String second = secondNames.get(property.getName());
                if (second != null) {
                    spelled.add(property.rename(new com.fasterxml.jackson.databind.util.NameTransformer() {
                        @Override
                        public String transform(String name) {
                            return second;
                        }

                        @Override
                        public String reverse(String transformed) {
                            return property.getName();
                        }
                    }));
                }
            }
            return spelled;
        }
    }

    private static final class CompletedSpelling extends BeanPropertyWriter {
        CompletedSpelling(BeanPropertyWriter status) {
            super(status);
        }

        @Override
        public void serializeAsField(Object bean, JsonGenerator generator, SerializerProvider provider)
                throws Exception {
            String status = Json.MAPPER.convertValue(get(bean), String.class);
            generator.writeStringField(getName(), status.equals("complete") ? "completed" : status);
        }
    }
}
