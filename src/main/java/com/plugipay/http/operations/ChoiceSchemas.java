package com.plugipay.http.operations;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.plugipay.json.Choices;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Schemas of {@link Choices}: as a value one of the texts, as the key of a map a closed object with all of them. */
final class ChoiceSchemas {
    private ChoiceSchemas() {}

    /** The schema of a type that is such a choice, is keyed by one, or is written as what is; null for others. */
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
            properties.set(key, context.createDefinition(map.getLast()));
            required.add(key);
        }
        return new CustomDefinition(schema, true);
    }

    /** How many such choices a list can hold: each once. Null for other lists. */
    static @Nullable Integer mostOf(FieldScope field) {
        if (field.isFakeContainerItemScope() || !field.isContainerType()) {
            return null;
        }
        List<String> texts = texts(field.getContainerItemType().getErasedType());
        return texts == null ? null : texts.size();
    }

    /** The one component of a record that is written in its place. */
    private static @Nullable ResolvedType writtenAs(ResolvedType type, SchemaGenerationContext context) {
        RecordComponent[] components = type.getErasedType().getRecordComponents();
        return components != null
                        && components.length == 1
                        && components[0].getAccessor().isAnnotationPresent(JsonValue.class)
                ? context.getTypeContext().resolve(components[0].getGenericType())
                : null;
    }

    private static @Nullable List<String> texts(Class<?> type) {
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
