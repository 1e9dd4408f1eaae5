package com.plugipay.billing.settings;

import com.plugipay.async.SingleFlightCache;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.pictures.SafePicture;
import com.plugipay.providers.accounts.MethodRoutingStore;
import com.plugipay.templates.TemplateStore;
import com.plugipay.text.Language;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Billing settings in the database; those that are only read are cached for five seconds. */
public final class BillingSettingsStore {
    private static final NamedSql FIND = NamedSql.of("""
            select workspace_id, mode, time_zone, invoice_number_format, language, business_name, business_address,
                   business_email, business_phone, business_tax_id, logo_type, logo_width, logo_height,
                   octet_length(logo) as logo_size, logo_file, accent_color, tagline, default_currency, updated_at
              from billing_settings
             where workspace_id = :workspace and mode = :mode""");
    private static final NamedSql LOGO = NamedSql.of("""
            select logo, logo_type, logo_width, logo_height from billing_settings
             where workspace_id = :workspace and mode = :mode and logo is not null""");

    private static final String INSERTING = """
            insert into billing_settings (workspace_id, mode, time_zone, invoice_number_format, language, business_name,
                business_address, business_email, business_phone, business_tax_id, logo, logo_type, logo_width,
                logo_height, logo_file, accent_color, tagline, default_currency, updated_at)
            select :workspace, :mode, :time_zone, :invoice_number_format, :language, :business_name, :business_address,
                :business_email, :business_phone, :business_tax_id, :logo, :logo_type, :logo_width, :logo_height,
                :logo_file, :accent_color, :tagline, :default_currency, :updated_at""";

    /** The content of the logo stays unless another is brought or it goes. */
    private static final String UPDATING = """
            update billing_settings
               set time_zone = :time_zone, invoice_number_format = :invoice_number_format, language = :language,
                   business_name = :business_name, business_address = :business_address,
                   business_email = :business_email, business_phone = :business_phone,
                   business_tax_id = :business_tax_id,
                   logo = case when :logo_type::text is null then null else coalesce(:logo, logo) end,
                   logo_type = :logo_type, logo_width = :logo_width, logo_height = :logo_height,
                   logo_file = :logo_file,
                   accent_color = :accent_color, tagline = :tagline, default_currency = :default_currency,
                   updated_at = :updated_at
             where workspace_id = :workspace and mode = :mode and updated_at = :updated_at_before""";

    private static final String UPDATED = " returning workspace_id";

    /** Nothing is inserted when others have set something meanwhile. */
    private static final String INSERTED = " on conflict do nothing returning workspace_id";

    /** What else must be as it was read when several settings are changed together. */
    private static final String OTHERS_UNCHANGED = "exists (select from " + MethodRoutingStore.UNCHANGED
            + ") and exists (select from " + TemplateStore.UNCHANGED + ')';

    private static final NamedSql INSERT = NamedSql.of(INSERTING + INSERTED);
    private static final NamedSql INSERT_WITH_OTHERS = NamedSql.of(INSERTING + " where " + OTHERS_UNCHANGED + INSERTED);
    private static final NamedSql UPDATE = NamedSql.of(UPDATING + UPDATED);
    private static final NamedSql UPDATE_WITH_OTHERS = NamedSql.of(UPDATING + " and " + OTHERS_UNCHANGED + UPDATED);

    private final Database database;
    private final SingleFlightCache<Tenant, BillingSettings> cache = SingleFlightCache.of(Duration.ofSeconds(5));

    public BillingSettingsStore(Database database) {
        this.database = database;
    }

    /** The settings, as they were at most five seconds ago; at once as they are after a change on this node. */
    public Future<BillingSettings> of(Tenant tenant) {
        return cache.get(tenant, () -> find(tenant));
    }

    /** The time zone of a workspace, by which its days, months and years end. */
    public Future<ZoneId> timeZone(Tenant tenant) {
        return of(tenant).map(BillingSettings::zone);
    }

    /** The logo of a workspace, if it has one. */
    public Future<Optional<SafePicture>> logo(Tenant tenant) {
        return database.one(
                LOGO,
                Values.of(tenant),
                row -> new SafePicture(
                        row.getString("logo_type"),
                        row.getBuffer("logo"),
                        row.getInteger("logo_width"),
                        row.getInteger("logo_height")));
    }

    /** The settings as they are. */
    Future<BillingSettings> find(Tenant tenant) {
        return database.one(FIND, Values.of(tenant), BillingSettingsStore::read)
                .map(found -> found.orElseGet(() -> BillingSettings.standard(tenant)));
    }

    /** Changes settings that have not been changed since they were read. */
    Change<BillingSettings> update(
            ChangeContext context, BillingSettings before, BillingSettings after, Optional<SafePicture> brought) {
        boolean isFirst = before.updatedAt() == null;
        return Write.of(context)
                .step(
                        "changed",
                        isFirst ? INSERT : UPDATE,
                        values(after, brought).and("updated_at_before", before.updatedAt()))
                .audit("billing_settings.updated", after.workspaceId())
                .returning(after)
                .then(() -> cache.invalidate(after.tenant()));
    }

    /** Adds the step {@code changed}, after those that say whether the routing and the template are as they were read. */
    static Write changeWithOthers(
            Write write, BillingSettings before, BillingSettings after, Optional<SafePicture> brought) {
        return write.step(
                "changed",
                before.updatedAt() == null ? INSERT_WITH_OTHERS : UPDATE_WITH_OTHERS,
                values(after, brought).and("updated_at_before", before.updatedAt()));
    }

    /** Drops the cached settings of a workspace that have just changed. */
    void forget(Tenant tenant) {
        cache.invalidate(tenant);
    }

    private static Values values(BillingSettings settings, Optional<SafePicture> brought) {
        @Nullable Logo logo = settings.logo();
        return Values.none()
                .and("time_zone", settings.timeZone())
                .and("invoice_number_format", settings.invoiceNumberFormat())
                .and("language", settings.language().code())
                .and("business_name", settings.businessName())
                .and("business_address", settings.businessAddress())
                .and("business_email", settings.businessEmail())
                .and("business_phone", settings.businessPhone())
                .and("business_tax_id", settings.businessTaxId())
                .and("logo", brought.map(SafePicture::content).orElse(null))
                .and("logo_type", logo == null ? null : logo.contentType())
                .and("logo_width", logo == null ? null : logo.width())
                .and("logo_height", logo == null ? null : logo.height())
                .and("logo_file", logo == null ? null : logo.fileName())
                .and("accent_color", settings.accentColor())
                .and("tagline", settings.tagline())
                .and("default_currency", settings.defaultCurrency())
                .and("updated_at", settings.updatedAt());
    }

    private static BillingSettings read(Row row) {
        String logoType = row.getString("logo_type");
        return new BillingSettings(
                row.getString("workspace_id"),
                Columns.mode(row),
                row.getString("time_zone"),
                row.getString("invoice_number_format"),
                Language.of(row.getString("language")),
                row.getString("business_name"),
                row.getString("business_address"),
                row.getString("business_email"),
                row.getString("business_phone"),
                row.getString("business_tax_id"),
                logoType == null
                        ? null
                        : new Logo(
                                logoType,
                                row.getInteger("logo_width"),
                                row.getInteger("logo_height"),
                                row.getInteger("logo_size"),
                                row.getString("logo_file")),
                row.getString("accent_color"),
                row.getString("tagline"),
                row.getString("default_currency"),
                Columns.moment(row, "updated_at"));
    }
}
