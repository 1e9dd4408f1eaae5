package com.plugipay.templates;

import jakarta.validation.constraints.Size;

/**
 * What may be changed of a template.
 *
 * @param config replaces the whole of the present one
 */
public record TemplateChange(
        @Size(min = 1, max = Template.LONGEST_NAME) String name, TemplateConfig config) {}
