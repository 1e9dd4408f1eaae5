package com.plugipay.customers;

import com.plugipay.db.Batch;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.mail.Mail;
import com.plugipay.mail.MailAddress;
import com.plugipay.mail.MailKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Mails to customers. They are rows of the statement that makes the change which they tell of, and go to the address that the
 * customer then has; a customer without a valid one gets none.
 */
public final class CustomerMailStore {
    /** Queues the mails of {@link #values}, if the step {@code changed} has a row. */
    public static final NamedSql QUEUE = NamedSql.of("""
            insert into mails (workspace_id, mode, id, kind, object_id, occasion_id, recipient, due_at, tries, created_at)
            select c.workspace_id, c.mode, m.id, :kind, m.object_id, m.occasion_id, c.email, :now, 0, :now
              from unnest(:ids::text[], :objects::text[], :occasions::text[], :customers::text[])
                    as m (id, object_id, occasion_id, customer_id)
              join customers c on c.workspace_id = :workspace and c.mode = :mode and c.id = m.customer_id collate "C"
             where c.email ~ :address and length(c.email) <= :longest and exists (select 1 from changed)
            on conflict (workspace_id, mode, object_id, occasion_id) do nothing""");

    private CustomerMailStore() {}

    /**
     * A mail to the customer of an object.
     *
     * @param occasionId what has happened to the object, of which one mail tells; null when the object is only shown
     */
    public record CustomerMail(String objectId, @Nullable String occasionId, String customerId) {}

    /** The values of {@link #QUEUE}. */
    public static Values values(MailKind kind, List<CustomerMail> mails, Instant now) {
        return Batch.of(mails)
                .texts("ids", mail -> Mail.newId(now))
                .texts("objects", CustomerMail::objectId)
                .texts("occasions", CustomerMail::occasionId)
                .texts("customers", CustomerMail::customerId)
                .values()
                .and("kind", kind.text())
                .and("address", MailAddress.PATTERN)
                .and("longest", MailAddress.LONGEST);
    }
}
