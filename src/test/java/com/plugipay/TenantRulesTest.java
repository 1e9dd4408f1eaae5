package com.plugipay;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/** Every query of the database names the workspace and mode. */
@AnalyzeClasses(packages = "com.plugipay", importOptions = ImportOption.DoNotIncludeTests.class)
class TenantRulesTest {
    /** Queries without a known workspace: by a key, for a buyer, and the claims of workers. */
    private static final Set<String> WITHOUT_TENANT = Set.of(
            "ApiKeyStore.principal",
            "ApiKeyStore.recordUses",
            "AttemptOutcomeStore.record",
            "AuditChainStore.due",
            "AuditChainStore.entries",
            "AuditChainStore.extend",
            "AuditLinkStore.tenantAfter",
            "CallbackStore.insert",
            "CallbackStore.claimUnconfirmed",
            "CallbackStore.scheduleConfirmation",
            "CallbackStore.deleteBefore",
            "CallbackPaceStore.countTrusted",
            "CallbackPaceStore.countConfirmed",
            "CallbackPaceStore.deleteBefore",
            "CallbackStore.queue",
            "CheckoutSessionStore.findPublic",
            "CheckoutSessionStore.due",
            "CheckoutSessionStore.tryAgain",
            "CreditNoteStore.due",
            "EncryptedValueStore.after",
            "EncryptedValueStore.replace",
            "EncryptedValueStore.sample",
            "EncryptedValueStore.versionsBesides",
            "EndpointQueueStore.claim",
            "EndpointQueueStore.release",
            "EndpointQueueStore.renew",
            "EndpointQueueStore.state",
            "FanOutStore.setAside",
            "FanOutStore.subscribers",
            "FanOutStore.take",
            "IdempotencyStore.deleteExpiredResponses",
            "IdempotencyStore.deleteExpiredSignedWrites",
            "InactiveQueueStore.close",
            "InvitationStore.byToken",
            "InvitationStore.isInvited",
            "FileStore.findPublic",
            "InvoiceStore.findPublic",
            "LiveEventStore.read",
            "LiveEventStore.stillMembers",
            "MailStore.deleteOld",
            "MasterKeySealStore.all",
            "MasterKeySealStore.insert",
            "MemberStore.accounts",
            "MemberStore.ofPerson",
            "NodeStartStore.delete",
            "NodeStartStore.insert",
            "NodeStartStore.lock",
            "NodeStartStore.lockEnded",
            "NodeStartStore.nextNumber",
            "NotificationSettingsStore.deleteOld",
            "PaymentStore.findPublic",
            "ReceiptStore.findPublic",
            "ReceiptStore.unnumbered",
            "PortalSessionStore.deleteEnded",
            "PortalSessionStore.open",
            "PortalSessionStore.visit",
            "StuckStore.count",
            "WebhookRetentionStore.prune",
            "WorkspaceDeletionStore.close",
            "WorkspaceDeletionStore.next",
            "WorkspaceDeletionStore.record",
            "WorkspaceStore.all",
            "WorkspaceStore.deletedAt",
            "WorkspaceStore.insert",
            "WorkspaceStore.find");

    @ArchTest
    static final ArchRule WHOSE_DATA_COMES_FIRST = methods()
            .that()
            .areDeclaredInClassesThat()
            .haveSimpleNameEndingWith("Store")
            .and()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage("com.plugipay.people..") // People belong to no workspace.
            .and()
            .areNotPrivate()
            .and()
            .haveRawReturnType(Future.class)
            .and(DescribedPredicate.describe(
                    "are asked for one tenant's data", method -> !WITHOUT_TENANT.contains(nameOf(method))))
            .should(beginWithTenantOrContext());

    private static ArchCondition<JavaMethod> beginWithTenantOrContext() {
        return new ArchCondition<>("begin with a Tenant or a ChangeContext") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                List<JavaClass> parameters = method.getRawParameterTypes();
                boolean begins = !parameters.isEmpty()
                        && (parameters.getFirst().isEquivalentTo(Tenant.class)
                                || parameters.getFirst().isEquivalentTo(ChangeContext.class));
                events.add(new SimpleConditionEvent(method, begins, method.getFullName()));
            }
        };
    }

    private static String nameOf(JavaMethod method) {
        return method.getOwner().getSimpleName() + '.' + method.getName();
    }
}
