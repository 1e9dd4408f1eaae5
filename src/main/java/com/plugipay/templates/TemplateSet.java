package com.plugipay.templates;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All templates of a workspace in one mode, the newest first. */
public record TemplateSet(List<Template> all) {

    public TemplateSet {
        all = List.copyOf(all);
    }

    /**
     * What holds for an object.
     *
     * @param id the template that the object names; null for none. One that is gone leaves it to the default.
     */
    public TemplateConfig config(TemplateKind kind, @Nullable String id) {
        return of(kind).filter(template -> template.id().equals(id))
                .findFirst()
                .or(() -> defaultOf(kind))
                .map(Template::config)
                .orElse(TemplateConfig.STANDARD);
    }

    /** The template that holds where none of this kind is named; empty if there is none. */
    public Optional<Template> defaultOf(TemplateKind kind) {
        return of(kind).filter(Template::isDefault).findFirst();
    }

    boolean has(TemplateKind kind, String id) {
        return of(kind).anyMatch(template -> template.id().equals(id));
    }

    Stream<Template> of(TemplateKind kind) {
        return all.stream().filter(template -> template.kind() == kind);
    }
}
