package com.plugipay.templates;

import jakarta.validation.constraints.Size;

/**
 * What may be changed of a template.
 *
 * @param config replaces the whole of the present one
 */
public record TemplateChange(@Size(min = 1, max = 200) String name, TemplateConfig config) {}
