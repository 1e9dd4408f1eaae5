package com.plugipay.templates;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.http.operations.Page;
import com.plugipay.outbox.Change;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Templates over HTTP. */
final class TemplateRoutes {
    private static final Map<String, String> KINDS =
            Stream.of(TemplateKind.values()).collect(Collectors.toMap(TemplateKind::text, TemplateKind::text));

    private final TemplateStore templates;

    TemplateRoutes(TemplateStore templates) {
        this.templates = templates;
    }

    void mount(Operations api) {
        api.post("/templates", "Create a template")
                .accepts(TemplateInput.class)
                .returns(201, Template.class)
                .handledBy(this::create);
        api.get("/templates", "List all templates, or those of a kind")
                .filterKnows("kind", KINDS)
                .returnsAll(Template.class)
                .handledBy(this::list);
        api.get("/templates/:id", "Retrieve a template")
                .returns(200, Template.class)
                .handledBy(this::retrieve);
        api.patch("/templates/:id", "Change the name of a template, or replace its whole config")
                .acceptsSome(TemplateChange.class)
                .returns(200, Template.class)
                .handledBy(this::change);
        api.post("/templates/:id/make-default", "Use a template wherever none is named")
                .returns(200, Template.class)
                .handledBy(this::makeDefault);
        api.post("/templates/:id/duplicate", "Make a copy of a template, which is not the default")
                .returns(201, Template.class)
                .handledBy(this::duplicate);
        api.delete("/templates/:id", "Delete a template; what names it has the default from then on")
                .returnsNothing()
                .handledBy(this::delete);
    }

    private Change<Template> create(Call<TemplateInput> call) {
        return insert(call, Template.create(call.tenant(), call.input(), call.now()));
    }

    private Future<Page<Template>> list(Call<Void> call) {
        String kind = call.query("kind");
        return templates.all(call.tenant()).map(found -> Page.whole(ofKind(found.all(), kind)));
    }

    private static List<Template> ofKind(List<Template> all, @Nullable String kind) {
        return all.stream()
                .filter(template -> kind == null || template.kind().text().equals(kind))
                .toList();
    }

    private Future<Template> retrieve(Call<?> call) {
        return templates.find(call.tenant(), call.id()).map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception));
    }

    private Change<Template> change(Call<TemplateChange> call) {
        return Change.after(() -> retrieve(call)
                .map(before -> templates.update(
                        call.context(), before, before.changed(call.changed(before.unchanged()), call.now()))));
    }

    private Change<Template> makeDefault(Call<Void> call) {
        return Change.after(() -> retrieve(call)
                .map(before -> before.isDefault()
                        ? Change.none(before)
                        : templates.update(call.context(), before, before.madeDefault(call.now()))));
    }

    private Change<Template> duplicate(Call<Void> call) {
        return Change.after(() -> retrieve(call).map(original -> insert(call, original.copy(call.now()))));
    }

    private Change<Void> delete(Call<Void> call) {
        return Change.after(() -> retrieve(call).map(template -> templates.delete(call.context(), template)));
    }

    private Change<Template> insert(Call<?> call, Template template) {
        return templates
                .insert(call.context(), template)
                .orFail(() -> ErrorCode.CONFLICT.withMessage(
                        "A workspace has at most " + Template.MOST_OF_A_WORKSPACE + " templates in each mode."));
    }
}
