package com.plugipay.templates;

import com.plugipay.http.operations.Operations;
import com.plugipay.node.Module;

/** How the pages and documents of a business look. */
public final class TemplateModule implements Module {
    private final TemplateRoutes routes;

    public TemplateModule(TemplateStore templates) {
        this.routes = new TemplateRoutes(templates);
    }

    @Override
    public void mount(Operations api) {
        routes.mount(api);
    }
}
