package com.plugipay.pages.dashboard.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.billing.settings.BillingSettings;
import com.plugipay.json.Json;
import com.plugipay.pages.dashboard.objects.Action;
import com.plugipay.pages.dashboard.objects.Input;
import com.plugipay.pages.dashboard.objects.InputType;
import com.plugipay.pages.dashboard.objects.ObjectKind;
import com.plugipay.pages.dashboard.objects.ObjectKind.Nothing;
import com.plugipay.pages.dashboard.settings.LogoPages;
import com.plugipay.pages.dashboard.view.Cell;
import com.plugipay.pages.people.PeoplePage;
import com.plugipay.templates.Accent;
import com.plugipay.templates.Template;
import com.plugipay.templates.TemplateConfig;
import com.plugipay.templates.TemplateKind;
import com.plugipay.text.Language;
import io.vertx.core.http.HttpMethod;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a business describes itself, and how its pages and documents look. */
public final class SettingsKinds {
    private static final String SETTINGS = "billing-settings";
    private static final String TEMPLATES = "templates";
    private static final String TEMPLATE = "/templates/:id";
    private static final String CONFIG = "config";

    /** A box that says whether the field for a colour, which is never empty, means anything. */
    private static final String OWN_COLOR = "ownColor";

    /** Those where people live; the database has many more names for the same times. */
    private static final Set<String> REGIONS =
            Set.of("Asia", "Australia", "Pacific", "Europe", "America", "Africa", "Indian", "Atlantic");

    /** What is typed into each key of a template. */
    private static final List<Input<Template>> TEXTS = List.of(
            key(OWN_COLOR, InputType.TICK),
            key("accentColor", InputType.COLOR),
            key("successMessage", InputType.LONG_TEXT),
            key("footerTagline", InputType.TEXT),
            key("thankYouText", InputType.LONG_TEXT),
            key("cashierLabel", InputType.TEXT),
            key("termsText", InputType.LONG_TEXT),
            key("footerText", InputType.LONG_TEXT),
            key("showTax", InputType.TICK),
            key("taxLabel", InputType.TEXT),
            key("taxRate", InputType.PERCENT),
            key("showBusinessDetails", InputType.TICK),
            key("merchantAddress", InputType.LONG_TEXT),
            key("merchantTaxId", InputType.TEXT));

    private SettingsKinds() {}

    /** The settings of the workspace, of which there is one. */
    public static ObjectKind<BillingSettings> business() {
        return new ObjectKind<>(SETTINGS, BillingSettings.class, BillingSettings::workspaceId)
                .title((settings, texts) ->
                        settings.businessName() == null ? texts.get("business") : settings.businessName())
                .fact("businessAddress", (settings, texts) -> Cell.text(settings.businessAddress()))
                .fact("businessEmail", (settings, texts) -> Cell.text(settings.businessEmail()))
                .fact("businessPhone", (settings, texts) -> Cell.text(settings.businessPhone()))
                .fact("businessTaxId", (settings, texts) -> Cell.text(settings.businessTaxId()))
                .fact("tagline", (settings, texts) -> Cell.text(settings.tagline()))
                .fact("timeZone", (settings, texts) -> Cell.text(settings.timeZone()))
                .fact("invoiceNumberFormat", (settings, texts) -> Cell.code(settings.invoiceNumberFormat()))
                .picture(settings -> settings.logo() == null ? null : LogoPages.PATH)
                .action(Action.<BillingSettings>of("edit", HttpMethod.PATCH, '/' + SETTINGS)
                        .with(text("businessName", InputType.TEXT).from(BillingSettings::businessName))
                        .with(text("businessAddress", InputType.LONG_TEXT).from(BillingSettings::businessAddress))
                        .with(text("businessEmail", InputType.EMAIL).from(BillingSettings::businessEmail))
                        .with(text("businessPhone", InputType.PHONE).from(BillingSettings::businessPhone))
                        .with(text("businessTaxId", InputType.TEXT).from(BillingSettings::businessTaxId))
                        .with(text("tagline", InputType.TEXT).from(BillingSettings::tagline))
                        .with(text("accentColor", InputType.COLOR).from(settings -> color(settings.accentColor())))
                        .with(Input.<BillingSettings>choice("defaultCurrency", KindInputs.currencies())
                                .from(settings -> settings.defaultCurrency() == null
                                        ? KindInputs.currencies()[0]
                                        : settings.defaultCurrency()))
                        .with(Input.<BillingSettings>choice("timeZone", timeZones())
                                .from(BillingSettings::timeZone))
                        .with(Input.<BillingSettings>choice(
                                        "language",
                                        Stream.of(Language.values())
                                                .map(Language::code)
                                                .toArray(String[]::new))
                                .from(settings -> settings.language().code()))
                        .with(Input.<BillingSettings>required("invoiceNumberFormat", InputType.TEXT)
                                .from(BillingSettings::invoiceNumberFormat)))
                .action(Action.<BillingSettings>of("logo", HttpMethod.PATCH, '/' + SETTINGS)
                        .with(Input.required("logo", InputType.FILE))
                        .uploaded())
                .action(Action.<BillingSettings>of("remove-logo", HttpMethod.PATCH, '/' + SETTINGS)
                        .when(settings -> settings.logo() != null)
                        .completedBy((settings, body) -> body.putNull("logo"))
                        .dangerous());
    }

    /** The templates of pages and documents. */
    public static ObjectKind<Template> templates() {
        ObjectKind<Template> templates = new ObjectKind<>(TEMPLATES, Template.class, Template::id)
                .column("name", (template, texts) -> Cell.text(template.name()))
                .column(
                        "kind",
                        (template, texts) ->
                                Cell.text(texts.choice("kind", template.kind().text())))
                .column("isDefault", (template, texts) -> template.isDefault() ? texts.state("default") : Cell.none())
                .column("updatedAt", (template, texts) -> texts.time(template.updatedAt()))
                .title((template, texts) -> template.name())
                .state((template, texts) -> template.isDefault() ? texts.state("default") : null)
                .fact(
                        "kind",
                        (template, texts) ->
                                Cell.text(texts.choice("kind", template.kind().text())))
                .fact("updatedAt", (template, texts) -> texts.time(template.updatedAt()))
                .preview(SettingsKinds::preview);
        for (TemplateKind kind : TemplateKind.values()) {
            templates.action(edit(kind));
        }
        return templates
                .action(Action.<Template>post("make-default", TEMPLATE + "/make-default")
                        .when(template -> !template.isDefault()))
                .action(Action.<Template>post("duplicate", TEMPLATE + "/duplicate")
                        .leadsTo(TEMPLATES))
                .action(Action.<Template>of("delete", HttpMethod.DELETE, TEMPLATE)
                        .dangerous())
                .created(Action.<Nothing>post("create", '/' + TEMPLATES)
                        .with(Input.choice(
                                "kind",
                                Stream.of(TemplateKind.values())
                                        .map(TemplateKind::text)
                                        .toArray(String[]::new)))
                        .with(Input.required("name", InputType.TEXT))
                        .with(Input.optional("isDefault", InputType.TICK))
                        .completedBy((nothing, body) -> body.putObject(CONFIG))
                        .leadsTo(TEMPLATES));
    }

    /** The form with the keys of one kind, whose config is replaced as a whole. */
    public static Action<Template> edit(TemplateKind kind) {
        Action<Template> edit = Action.<Template>of(kind.text(), HttpMethod.PATCH, TEMPLATE)
                .when(template -> template.kind() == kind)
                .with(Input.<Template>required("name", InputType.TEXT).from(Template::name));
        TEXTS.stream()
                .filter(input -> input.lastName().equals(OWN_COLOR) || TemplateConfig.has(kind, input.lastName()))
                .forEach(edit::with);
        return edit.completedBy((template, body) -> completeConfig(kind, body)).previewed(SettingsKinds::preview);
    }

    private static String preview(Template template) {
        return PeoplePage.ROOT + '/' + TEMPLATES + '/' + template.id() + "/preview";
    }

    /** A box that is not ticked means no, where leaving it out means the default. */
    private static void completeConfig(TemplateKind kind, ObjectNode body) {
        ObjectNode config = body.withObject('/' + CONFIG);
        if (config.remove(OWN_COLOR) == null) {
            config.remove("accentColor");
        }
        for (String key : List.of("showTax", "showBusinessDetails")) {
            if (TemplateConfig.has(kind, key) && !config.has(key)) {
                config.put(key, false);
            }
        }
    }

    private static Input<BillingSettings> text(String name, InputType type) {
        return Input.optional(name, type);
    }

    private static Input<Template> key(String name, InputType type) {
        return Input.<Template>optional(CONFIG + '/' + name, type).from(template -> shown(template, name));
    }

    private static @Nullable String shown(Template template, String key) {
        TemplateConfig config = template.config();
        BigDecimal rate = config.taxRate();
        return switch (key) {
            case OWN_COLOR -> config.accentColor() == null ? "" : "on";
            case "accentColor" -> color(config.accentColor());
            case "showTax" -> Boolean.TRUE.equals(config.showTax()) ? "on" : "";
            case "showBusinessDetails" ->
                config.showsBusinessDetails(template.kind() != TemplateKind.CHECKOUT) ? "on" : "";
            case "taxRate" ->
                rate == null
                        ? null
                        : rate.movePointRight(2).stripTrailingZeros().toPlainString();
            default -> Json.MAPPER.valueToTree(config).path(key).textValue();
        };
    }

    /** A field for a colour is never empty. */
    private static String color(@Nullable String chosen) {
        return chosen == null ? Accent.STANDARD : chosen;
    }

    private static String[] timeZones() {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(zone ->
                        zone.equals("UTC") || REGIONS.contains(zone.substring(0, Math.max(0, zone.indexOf('/')))))
                .sorted(Comparator.comparing((String zone) -> !zone.startsWith("Asia/"))
                        .thenComparing(zone -> zone))
                .toArray(String[]::new);
    }
}
