package com.plugipay;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Stream;

/** The rules of the architecture, as far as a program can check them. */
@AnalyzeClasses(packages = "com.plugipay", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {
    @ArchTest
    static final ArchRule ALL_OF_IT_WAS_READ = classes()
            .that()
            .haveSimpleName("Gateway")
            .should()
            .bePublic()
            .because("a class file that cannot be read would pass every rule");

    @ArchTest
    static final ArchRule THE_GATEWAY_KNOWS_NO_SANDBOX = noClasses()
            .that()
            .resideOutsideOfPackage("com.plugipay.sandbox..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.plugipay.sandbox..", "io.zonky..", "org.bouncycastle.cert..", "org.bouncycastle.operator..")
            .because("none of them is in the production jar");

    @ArchTest
    static final ArchRule THE_STAND_INS_KNOW_NO_GATEWAY = noClasses()
            .that()
            .resideInAPackage("com.plugipay.sandbox.*..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("com.plugipay..").and(resideOutsideOfPackage("com.plugipay.sandbox..")))
            .because("they are to differ from it where it is wrong, and the shop is a client like any other");

    @ArchTest
    static final ArchRule NO_TIME_ZONE_IS_THE_SERVERS = noClasses()
            .that()
            .resideOutsideOfPackage("com.plugipay.sandbox..")
            .should()
            .callMethod(ZoneId.class, "systemDefault")
            .orShould()
            .callMethod(TimeZone.class, "getDefault")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .because("what is billed when must not depend on the machine");

    /** The layers from top to bottom: a package may use those below it, and none above. */
    private static final List<String> FROM_TOP_TO_GROUND = List.of(
            "",
            "cli",
            "pages",
            "stuck",
            "overview",
            "timeline",
            "requests",
            "search",
            "documents",
            "proofs",
            "billing",
            "checkout",
            "callbacks",
            "refunds",
            "settlement",
            "receipts",
            "payments",
            "attempts",
            "paymentmethods",
            "giftcards",
            "providers",
            "webhooks",
            "customers",
            "templates",
            "files",
            "members",
            "people",
            "keys",
            "platforms",
            "tiers",
            "workspaces",
            "audit",
            "events",
            "notifications",
            "mail",
            "node",
            "management",
            "http",
            "idempotency",
            "limits",
            "auth",
            "work",
            "outbox",
            "db",
            "bus",
            "async",
            "pictures",
            "text",
            "json",
            "secrets",
            "money",
            "errors",
            "model");

    @ArchTest
    static final ArchRule NO_CIRCLES =
            slices().matching("com.plugipay.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_CIRCLES_AMONG_WEBHOOKS =
            slices().matching("com.plugipay.webhooks.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_CIRCLES_IN_HTTP =
            slices().matching("com.plugipay.http.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ARROWS_POINT_DOWN =
            classes().that().resideOutsideOfPackage("com.plugipay.sandbox..").should(useOnlyWhatStandsBelow());

    @ArchTest
    static final ArchRule PROVIDERS_HAVE_NO_CIRCLES =
            slices().matching("com.plugipay.providers.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule PROVIDERS_STAND_ON_THEIR_CONTRACT = noClasses()
            .that()
            .resideInAPackage("com.plugipay.providers")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.plugipay.providers.*..");

    @ArchTest
    static final ArchRule NOBODY_KNOWS_AN_ADAPTER = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "com.plugipay.sandbox..",
                    "com.plugipay.providers.xendit..",
                    "com.plugipay.providers.midtrans..",
                    "com.plugipay.providers.paypal..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.plugipay.providers.xendit..",
                    "com.plugipay.providers.midtrans..",
                    "com.plugipay.providers.paypal..")
            .because("adding a provider is one folder and one line");

    @ArchTest
    static final ArchRule ONE_WAY_TO_THE_DATABASE = noClasses()
            .that()
            .resideOutsideOfPackages("com.plugipay.db..", "com.plugipay.webhooks..")
            .should()
            .dependOnClassesThat(assignableTo(Pool.class))
            .because("Database translates its failures and counts its statements");

    @ArchTest
    static final ArchRule NOBODY_SLEEPS = noClasses()
            .should()
            .callMethodWhere(target(owner(type(Thread.class))).and(target(name("sleep"))));

    @ArchTest
    static final ArchRule ONE_PLACE_ANSWERS = noClasses()
            .that()
            .resideOutsideOfPackage("com.plugipay.sandbox..")
            .and()
            .doNotHaveSimpleName("Reply")
            .and()
            .doNotHaveSimpleName("StreamedReply")
            .and()
            .doNotHaveSimpleName("LiveStream")
            .should()
            .callMethodWhere(target(owner(assignableTo(HttpServerResponse.class)))
                    .and(target(nameMatching("end|send|sendFile|write|writeHead"))))
            .because("what throws while it writes leaves a request without an answer");

    @ArchTest
    static final ArchRule ONLY_THE_COMMAND_LINE_PRINTS = noClasses()
            .that()
            .resideOutsideOfPackage("com.plugipay.sandbox..")
            .and()
            .resideOutsideOfPackage("com.plugipay.cli..")
            .and()
            .doNotHaveSimpleName("Plugipay")
            .and()
            .doNotHaveSimpleName("Launcher")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("everything else logs");

    @ArchTest
    static final ArchRule MONEY_IS_NEVER_A_FRACTION = noFields()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(
                    "com.plugipay.money..",
                    "com.plugipay.billing..",
                    "com.plugipay.payments..",
                    "com.plugipay.checkout..",
                    "com.plugipay.settlement..",
                    "com.plugipay.attempts..")
            .should()
            .haveRawType(DescribedPredicate.describe(
                    "floating point",
                    type -> Stream.of(double.class, float.class, Double.class, Float.class)
                            .anyMatch(type::isEquivalentTo)));

    /** In all code, also that of tests and stand-ins: the benchmark once hung because of one. */
    @ArchTest
    static void noLoopIsAChainOfFutures(JavaClasses classes) {
        Set<String> loops = FutureLoops.in(List.of(
                Path.of("target", "classes"), Path.of("target", "sandbox-classes"), Path.of("target", "test-classes")));
        assertThat(loops)
                .as("methods that are reached again from what they hand to a future, instead of by Rounds")
                .filteredOn(each -> !each.startsWith("com.plugipay.FutureLoopsTest$"))
                // The end of a round and the loop that began it pass the turn to each other: neither is on the other's
                // stack.
                .containsOnly("com.plugipay.async.Rounds.go");
    }

    private static ArchCondition<JavaClass> useOnlyWhatStandsBelow() {
        return new ArchCondition<>("use only what stands below") {
            @Override
            public void check(JavaClass user, ConditionEvents events) {
                int floor = floor(user);
                for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
                    JavaClass used = dependency.getTargetClass().getBaseComponentType();
                    if (used.getPackageName().startsWith("com.plugipay")
                            && !packageOf(used).equals(packageOf(user))) {
                        events.add(new SimpleConditionEvent(
                                user, floor >= 0 && floor(used) > floor, dependency.getDescription()));
                    }
                }
            }
        };
    }

    /** Returns the layer of its package, 0 at the top; -1 when the package is not in the list. */
    private static int floor(JavaClass of) {
        return FROM_TOP_TO_GROUND.indexOf(packageOf(of));
    }

    /** The first package below the project's, or an empty text. */
    private static String packageOf(JavaClass of) {
        List<String> names = List.of(of.getPackageName().split("\\.", -1));
        return names.size() > 2 ? names.get(2) : "";
    }
}
