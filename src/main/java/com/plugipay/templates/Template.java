package com.plugipay.templates;

import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.model.Tenant;
import com.plugipay.model.UpdatedAt;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;

/**
 * How a checkout page, a receipt or an invoice looks, and what the business adds to it.
 *
 * @param isDefault whether it holds where no template is named
 */
@RecordBuilder
public record Template(
        String id,
        String workspaceId,
        Mode mode,
        TemplateKind kind,
        String name,
        boolean isDefault,
        TemplateConfig config,
        Instant createdAt,
        Instant updatedAt)
        implements Resource {

    static final int MOST_OF_A_WORKSPACE = 100;

    static final int LONGEST_NAME = 200;
    private static final String COPY = " (copy)";

    static Template create(Tenant tenant, TemplateInput input, Instant now) {
        return new Template(
                Ids.at(now, "tmpl"),
                tenant.workspaceId(),
                tenant.mode(),
                input.kind(),
                input.name(),
                Boolean.TRUE.equals(input.isDefault()),
                input.config(),
                now,
                now);
    }

    /** Another one of the same content, which is not the default. */
    Template copy(Instant now) {
        int kept = Math.min(name.length(), LONGEST_NAME - COPY.length());
        String beginning = name.substring(0, Character.isHighSurrogate(name.charAt(kept - 1)) ? kept - 1 : kept);
        return TemplateBuilder.builder(this)
                .id(Ids.at(now, "tmpl"))
                .name(beginning + COPY)
                .isDefault(false)
                .createdAt(now)
                .updatedAt(now)
                .build();
    }

    Template changed(TemplateChange change, Instant now) {
        change.config().check(kind);
        return TemplateBuilder.builder(this)
                .name(change.name())
                .config(change.config())
                .updatedAt(UpdatedAt.after(updatedAt, now))
                .build();
    }

    /** A new default of its kind. */
    public static Template newDefault(
            Tenant tenant, TemplateKind kind, String name, TemplateConfig config, Instant now) {
        return create(tenant, new TemplateInput(kind, name, config, true), now);
    }

    /** The same with another config. */
    public Template with(TemplateConfig changed, Instant now) {
        return changed(new TemplateChange(name, changed), now);
    }

    Template madeDefault(Instant now) {
        return TemplateBuilder.builder(this)
                .isDefault(true)
                .updatedAt(UpdatedAt.after(updatedAt, now))
                .build();
    }

    /** The change that changes nothing. */
    TemplateChange unchanged() {
        return new TemplateChange(name, config);
    }
}
