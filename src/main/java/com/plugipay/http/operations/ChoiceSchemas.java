package com.plugipay.http.operations;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.plugipay.json.Choices;
import com.plugipay.text.RecordTexts;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Schemas of types with {@link Choices}: a value is one of the texts; a map by such keys has all of them as properties. */
final class ChoiceSchemas {
    private ChoiceSchemas() {}

    /** The schema of such a type, of a map by it, or of a record that is written as it; null for other types. */
    static @Nullable CustomDefinition of(ResolvedType type, SchemaGenerationContext context) {
        ObjectNode schema = context.getGeneratorConfig().createObjectNode();
        List<String> texts = texts(type.getErasedType());
        if (texts != null) {
            ArrayNode names = schema.put("type", "string").putArray("enum");
            texts.forEach(names::add);
            return new CustomDefinition(schema);
        }
        ResolvedType written = writtenAs(type, context);
        if (written != null) {
            return new CustomDefinition(context.createDefinition(written), true);
        }
        List<ResolvedType> map = type.typeParametersFor(Map.class);
        List<String> keys = map == null ? null : texts(map.getFirst().getErasedType());
        if (map == null || keys == null) {
            return null;
        }
        schema.put("type", "object").put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (String key : keys) {
            ObjectNode value = context.createDefinition(map.getLast());
            String text = RecordTexts.named(map.getFirst().getErasedType().getSimpleName());
            properties.set(key, text == null ? value : value.put("description", text.replace("{0}", key)));
            required.add(key);
        }
        return new CustomDefinition(schema, true);
    }

    /** The largest size of a list of such a type, which holds each value once; null for other lists. */
    static @Nullable Integer mostOf(FieldScope field) {
        if (field.isFakeContainerItemScope() || !field.isContainerType()) {
            return null;
        }
        List<String> texts = texts(field.getContainerItemType().getErasedType());
        return texts == null ? null : texts.size();
    }

    /** The type of the single component that a record is written as; null for other types. */
    private static @Nullable ResolvedType writtenAs(ResolvedType type, SchemaGenerationContext context) {
        RecordComponent[] components = type.getErasedType().getRecordComponents();
        return components != null
                        && components.length == 1
                        && components[0].getAccessor().isAnnotationPresent(JsonValue.class)
                ? context.getTypeContext().resolve(components[0].getGenericType())
                : null;
    }

    /** The texts of a type with {@link Choices}; null for other types. */
    static @Nullable List<String> texts(Class<?> type) {
        Choices choices = type.getAnnotation(Choices.class);
        if (choices == null) {
            return null;
        }
        try {
            var supplier = choices.value().getDeclaredConstructor();
            supplier.setAccessible(true);
            return supplier.newInstance().get();
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
