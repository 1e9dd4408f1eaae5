package com.plugipay.templates;

import com.plugipay.http.operations.CheckedInput;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * The input of a new template.
 *
 * @param isDefault whether it holds where no template is named; default false
 */
public record TemplateInput(
        TemplateKind kind,
        @Size(min = 1, max = Template.LONGEST_NAME) String name,
        TemplateConfig config,
        @Nullable Boolean isDefault)
        implements CheckedInput {

    @Override
    public void check() {
        config.check(kind);
    }
}
