package com.plugipay.templates;

import com.plugipay.async.SingleFlightCache;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.errors.ErrorCode;
import com.plugipay.json.Json;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Templates in the database; those of a workspace are few, and cached for five seconds for pages and documents. Which one of
 * a kind is the default is stored apart, so that there is at most one.
 */
public final class TemplateStore {
    /** The step of a write that has a row if a template is as it was read, and still the default; it stays so until the commit. */
    public static final String UNCHANGED = "template_unchanged";

    private static final String SELECT = """
            select workspace_id, mode, id, kind, name, config::text, created_at, updated_at,
                   exists (select from default_templates chosen
                            where chosen.workspace_id = templates.workspace_id and chosen.mode = templates.mode
                              and chosen.kind = templates.kind and chosen.template_id = templates.id) as is_default
              from templates
             where workspace_id = :workspace and mode = :mode""";
    private static final NamedSql ALL = NamedSql.of(SELECT + " order by id desc");
    private static final NamedSql FIND = NamedSql.of(SELECT + " and id = :id");
    private static final NamedSql INSERT = NamedSql.of("""
            insert into templates (workspace_id, mode, id, kind, name, config, created_at, updated_at)
            select :workspace, :mode, :id, :kind, :name, :config::text::jsonb, :now, :now
             where :most > (select count(*) from templates where workspace_id = :workspace and mode = :mode)
            returning id""");
    private static final NamedSql LOCK = NamedSql.of("""
            select id from templates
             where workspace_id = :workspace and mode = :mode and id = :id and updated_at = :updated_at
               and exists (select from default_templates
                            where workspace_id = :workspace and mode = :mode and kind = :kind and template_id = :id)
               for update""");
    private static final NamedSql NO_DEFAULT = NamedSql.of("""
            select :workspace::text as workspace_id
             where not exists (select from default_templates chosen
                                 join templates on templates.workspace_id = chosen.workspace_id
                                  and templates.mode = chosen.mode and templates.id = chosen.template_id
                                where chosen.workspace_id = :workspace and chosen.mode = :mode and chosen.kind = :kind)""");
    private static final NamedSql INSERT_DEFAULT = NamedSql.of("""
            insert into templates (workspace_id, mode, id, kind, name, config, created_at, updated_at)
            select :workspace, :mode, :id, :kind, :name, :config::text::jsonb, :now, :now from changed""");
    private static final NamedSql UPDATE_DEFAULT = NamedSql.of("""
            update templates set config = :config::text::jsonb, updated_at = :updated_at
             where workspace_id = :workspace and mode = :mode and id = :id and exists (select from changed)""");
    private static final NamedSql UPDATE = NamedSql.of("""
            update templates set name = :name, config = :config::text::jsonb, updated_at = :updated_at
             where workspace_id = :workspace and mode = :mode and id = :id and updated_at = :updated_at_before
            returning id""");
    private static final NamedSql DELETE = NamedSql.of("""
            delete from templates where workspace_id = :workspace and mode = :mode and id = :id
            returning id""");
    private static final NamedSql MAKE_DEFAULT = NamedSql.of("""
            insert into default_templates (workspace_id, mode, kind, template_id)
            select :workspace, :mode, :kind, :id from changed
            on conflict (workspace_id, mode, kind) do update set template_id = excluded.template_id""");
    private static final NamedSql END_DEFAULT = NamedSql.of("""
            delete from default_templates
             where workspace_id = :workspace and mode = :mode and template_id = :id and exists (select from changed)""");

    private final Database database;
    private final SingleFlightCache<Tenant, TemplateSet> cache = SingleFlightCache.of(Duration.ofSeconds(5));

    public TemplateStore(Database database) {
        this.database = database;
    }

    /** The templates, as they were at most five seconds ago; at once as they are after a change on this node. */
    public Future<TemplateSet> of(Tenant tenant) {
        return cache.get(tenant, () -> all(tenant));
    }

    /** Fails naming the field unless there is a template of this kind with this id, or none is named. */
    public Future<Void> require(Tenant tenant, TemplateKind kind, @Nullable String id) {
        return id == null
                ? Future.succeededFuture()
                : of(tenant)
                        .compose(cached -> cached.has(kind, id) ? Future.succeededFuture(cached) : all(tenant))
                        .map(found -> {
                            if (!found.has(kind, id)) {
                                throw ErrorCode.VALIDATION_ERROR.forField(
                                        "templateId", "There is no such template for a " + kind.text() + ".");
                            }
                            return null;
                        });
    }

    /** The templates as they are. */
    public Future<TemplateSet> all(Tenant tenant) {
        return database.many(ALL, Values.of(tenant), TemplateStore::read).map(TemplateSet::new);
    }

    Future<Optional<Template>> find(Tenant tenant, String id) {
        return database.one(FIND, Values.of(tenant).and("id", id), TemplateStore::read);
    }

    /** Writes a new template, unless the workspace has as many as it may have. */
    Change<Template> insert(ChangeContext context, Template template) {
        Write write =
                Write.of(context).step("changed", INSERT, values(template).and("most", Template.MOST_OF_A_WORKSPACE));
        return finish(template.isDefault() ? madeDefault(write, template) : write, "template.created", template);
    }

    /** Changes a template that has not been changed since it was read. */
    Change<Template> update(ChangeContext context, Template before, Template after) {
        Write write =
                Write.of(context).step("changed", UPDATE, values(after).and("updated_at_before", before.updatedAt()));
        return finish(after.isDefault() ? madeDefault(write, after) : write, "template.updated", after);
    }

    /** Deletes a template; what names it leaves its looks to the default from now on. */
    Change<Void> delete(ChangeContext context, Template template) {
        Values values = Values.none().and("id", template.id());
        return Write.of(context)
                .step("changed", DELETE, values)
                .step("default_template", END_DEFAULT, values)
                .audit("template.deleted", template.id(), Map.of("name", template.name()))
                .returningNothing()
                .then(() -> cache.invalidate(context.tenant()));
    }

    /** Adds the step {@link #UNCHANGED}, for the present default of a kind; null if there is none. */
    public static Write requireUnchanged(Write write, TemplateKind kind, @Nullable Template before) {
        return before == null
                ? write.step(UNCHANGED, NO_DEFAULT, Values.none().and("kind", kind.text()))
                : write.step(UNCHANGED, LOCK, values(before));
    }

    /**
     * Adds steps that change the default of a kind, after the step {@code changed}.
     *
     * @param before the present default; null if there is none
     * @param after what it is from then on; null for no default, which keeps the template
     */
    public static Write changeDefault(Write write, @Nullable Template before, @Nullable Template after) {
        if (after != null) {
            return before == null
                    ? madeDefault(write.step("template", INSERT_DEFAULT, values(after)), after)
                    : write.step("template", UPDATE_DEFAULT, values(after));
        }
        return before == null ? write : write.step("default_template", END_DEFAULT, values(before));
    }

    /** Drops the cached templates of a workspace that have just changed. */
    public void forget(Tenant tenant) {
        cache.invalidate(tenant);
    }

    private static Write madeDefault(Write write, Template template) {
        return write.step(
                "default_template",
                MAKE_DEFAULT,
                Values.none()
                        .and("id", template.id())
                        .and("kind", template.kind().text()));
    }

    private Change<Template> finish(Write write, String action, Template template) {
        return write.audit(action, template.id(), Map.of("kind", template.kind().text(), "name", template.name()))
                .returning(template)
                .then(() -> cache.invalidate(template.tenant()));
    }

    private static Values values(Template template) {
        return Values.none()
                .and("id", template.id())
                .and("kind", template.kind().text())
                .and("name", template.name())
                .and("config", Columns.json(template.config()))
                .and("updated_at", template.updatedAt());
    }

    private static Template read(Row row) {
        return new Template(
                row.getString("id"),
                row.getString("workspace_id"),
                Columns.mode(row),
                Columns.constant(row, "kind", TemplateKind.class),
                row.getString("name"),
                row.getBoolean("is_default"),
                Json.read(Objects.requireNonNull(row.getString("config")), TemplateConfig.class),
                Columns.moment(row, "created_at"),
                Columns.moment(row, "updated_at"));
    }
}
