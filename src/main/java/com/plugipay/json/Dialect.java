package com.plugipay.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedField;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.util.NameTransformer;
import com.plugipay.model.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How responses are spelled: as documented, or as the existing SDKs (client libraries) read them. */
public enum Dialect {
    /** Mounted at {@code /v1}. */
    PLUGIPAY("/v1", Json.MAPPER),
    /** Mounted at {@code /api/v1}: names marked with {@link SdkName} differ. */
    SDK(
            "/api/v1",
            Json.MAPPER
                    .rebuild()
                    .annotationIntrospector(new SdkStates())
                    .addModule(new SimpleModule("sdk").setSerializerModifier(new SecondNames()))
                    .build());

    private final String mount;

    @SuppressWarnings("ImmutableEnumChecker") // A mapper is not configured after it was built.
    private final JsonMapper mapper;

    Dialect(String mount, JsonMapper mapper) {
        this.mount = mount;
        this.mapper = mapper;
    }

    /** The path under which the API has this dialect. */
    public String mount() {
        return mount;
    }

    /** The position of the slash after the mount in a path; -1 if the path is under no mount. */
    public static int endOfMount(String path) {
        for (Dialect dialect : values()) {
            int end = dialect.mount.length();
            if (path.startsWith(dialect.mount) && path.startsWith("/", end)) {
                return end;
            }
        }
        return -1;
    }

    /** The JSON of an object of the API. */
    public byte[] bytes(Object value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A value as it would be read again from its JSON. */
    public <T> T convert(Object value, Class<T> type) {
        return mapper.convertValue(value, type);
    }

    /** Writes the constants that are marked by their names in the SDKs. */
    private static final class SdkStates extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public String[] findEnumValues(
                MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants, String[] names) {
            String[] spelled = super.findEnumValues(config, type, constants, names);
            for (AnnotatedField field : type.fields()) {
                SdkName sdkName = field.getAnnotation(SdkName.class);
                for (int i = 0; sdkName != null && i < constants.length; i++) {
                    if (constants[i].name().equals(field.getName())) {
                        spelled[i] = sdkName.value();
                    }
                }
            }
            return spelled;
        }
    }

    /** Writes the status as the object says. */
    private static final class StatusWriter extends BeanPropertyWriter {
        private static final long serialVersionUID = 1;

        StatusWriter(BeanPropertyWriter usual) {
            super(usual);
        }

        @Override
        public void serializeAsField(Object bean, JsonGenerator json, SerializerProvider provider) throws Exception {
            String status = ((SdkStatus) bean).sdkStatus();
            if (status == null) {
                super.serializeAsField(bean, json, provider);
            } else {
                json.writeStringField(getName(), status);
            }
        }
    }

    /** Writes the resource name of an object beside its id, if the SDKs know one. */
    private static final class ArnWriter extends BeanPropertyWriter {
        private static final long serialVersionUID = 1;

        ArnWriter(BeanPropertyWriter id) {
            super(id);
        }

        @Override
        public void serializeAsField(Object bean, JsonGenerator json, SerializerProvider provider) throws Exception {
            super.serializeAsField(bean, json, provider);
            Resource resource = (Resource) bean;
            Optional<String> arn = SdkArn.of(resource.workspaceId(), resource.id());
            if (arn.isPresent()) {
                json.writeStringField("arn", arn.get());
            }
        }
    }

    /** Writes the properties that only the SDKs know, after the mode. */
    private static final class MoreWriter extends BeanPropertyWriter {
        private static final long serialVersionUID = 1;

        MoreWriter(BeanPropertyWriter mode) {
            super(mode);
        }

        @Override
        public void serializeAsField(Object bean, JsonGenerator json, SerializerProvider provider) throws Exception {
            super.serializeAsField(bean, json, provider);
            for (Map.Entry<String, ?> more :
                    ((SdkProperties) bean).sdkProperties().entrySet()) {
                json.writeFieldName(more.getKey());
                provider.defaultSerializeValue(more.getValue(), json);
            }
        }
    }

    /** Writes marked properties a second time by their names in the SDKs; a workspace is an account there. */
    private static final class SecondNames extends BeanSerializerModifier {
        private static final long serialVersionUID = 1;

        @Override
        public List<BeanPropertyWriter> changeProperties(
                SerializationConfig config, BeanDescription bean, List<BeanPropertyWriter> properties) {
            List<BeanPropertyWriter> all = new ArrayList<>(properties);
            if (SdkStatus.class.isAssignableFrom(bean.getBeanClass())) {
                all.replaceAll(property -> property.getName().equals("status") ? new StatusWriter(property) : property);
            }
            if (Resource.class.isAssignableFrom(bean.getBeanClass())) {
                all.replaceAll(property -> property.getName().equals("id") ? new ArnWriter(property) : property);
            }
            if (SdkProperties.class.isAssignableFrom(bean.getBeanClass())) {
                all.replaceAll(property -> property.getName().equals("mode") ? new MoreWriter(property) : property);
            }
            for (BeanPropertyWriter property : properties) {
                secondName(property).ifPresent(name -> all.add(property.rename(always(name))));
            }
            return all;
        }

        private static Optional<String> secondName(BeanPropertyWriter property) {
            return property.getName().equals("workspaceId")
                    ? Optional.of("accountId")
                    : Optional.ofNullable(property.getAnnotation(SdkName.class)).map(SdkName::value);
        }

        private static NameTransformer always(String name) {
            return new NameTransformer() {
                @Override
                public String transform(String ignored) {
                    return name;
                }

                @Override
                public String reverse(String transformed) {
                    return transformed;
                }
            };
        }
    }
}
