package com.plugipay.receipts;

import com.plugipay.async.Rounds;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.ExistingWorkspaces;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.http.operations.Listing;
import com.plugipay.http.operations.Page;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Receipts in the database, and their numbers. Settlement writes a receipt with the payment; it is numbered right after
 * that, or before somebody sees it.
 */
public final class ReceiptStore {
    /** How many receipts one statement numbers. */
    private static final int BATCH = 100;

    private static final String SELECT = "select " + ReceiptRow.SELECTED + " from receipts";
    private static final NamedSql FIND =
            NamedSql.of(SELECT + " where workspace_id = :workspace and mode = :mode and id = :id");
    private static final NamedSql FIND_BY_SOURCE =
            NamedSql.of(SELECT + " where workspace_id = :workspace and mode = :mode and source_id = :source_id");

    private static final NamedSql FIND_PUBLIC =
            NamedSql.of(SELECT + " where token = :token and " + ExistingWorkspaces.only("workspace_id"));
    private static final NamedSql TOKEN = NamedSql.of("""
            select coalesce(token, '') as token from receipts
             where workspace_id = :workspace and mode = :mode and source_id = :source_id""");
    private static final NamedSql GIVE_TOKEN = NamedSql.of("""
            update receipts set token = coalesce(token, :token)
             where workspace_id = :workspace and mode = :mode and source_id = :source_id
            returning token""");

    /** Of all workspaces: those with receipts that have no number yet. */
    private static final NamedSql UNNUMBERED_TENANTS =
            NamedSql.of("""
            select distinct workspace_id, mode from receipts
             where number is null and workspace_id <> all (:busy) and %s
             limit :most""".formatted(ExistingWorkspaces.only("workspace_id")));

    private static final NamedSql UNNUMBERED = NamedSql.of("""
            select id, issued_at from receipts
             where workspace_id = :workspace and mode = :mode and number is null
             order by issued_at, id limit :most""");
    private static final NamedSql LAST_NUMBER =
            NamedSql.of("select last_number from receipt_numbers where workspace_id = :workspace and mode = :mode");
    private static final NamedSql START = NamedSql.of("""
            insert into receipt_numbers (workspace_id, mode, last_number) values (:workspace, :mode, 0)
            on conflict do nothing""");

    /** Takes the numbers and gives them by one statement; does nothing when others have taken some meanwhile. */
    private static final NamedSql NUMBER = NamedSql.of("""
            with counted as (
                update receipt_numbers set last_number = :last
                 where workspace_id = :workspace and mode = :mode and last_number = :last_before
                returning last_number)
            update receipts r set number = n.number
              from unnest(:ids::text[], :numbers::text[]) as n (id, number), counted
             where r.workspace_id = :workspace and r.mode = :mode and r.id = n.id collate "C" and r.number is null""");

    private static final NamedSql EMAILED = NamedSql.of("""
            update receipts set emailed_at = :now, emailed_to = :to
             where workspace_id = :workspace and mode = :mode and id = :id
            returning id""");
    private static final Map<String, String> FILTERS = Map.of("sourceType", "source_type", "customerId", "customer_id");

    private record Unnumbered(String id, Instant issuedAt) {}

    private final Database database;
    private final Function<Tenant, Future<ZoneId>> zones;

    /** @param zones the time zone of a workspace, which decides the year in a number */
    public ReceiptStore(Database database, Function<Tenant, Future<ZoneId>> zones) {
        this.database = database;
        this.zones = zones;
    }

    public Future<Optional<PaymentReceipt>> find(Tenant tenant, String id) {
        return numbered(tenant, () -> database.one(FIND, Values.of(tenant).and("id", id), ReceiptRow::read));
    }

    /** The receipt of a session or an invoice; empty as long as it is not paid. */
    public Future<Optional<PaymentReceipt>> findBySource(Tenant tenant, String sourceId) {
        return numbered(
                tenant,
                () -> database.one(FIND_BY_SOURCE, Values.of(tenant).and("source_id", sourceId), ReceiptRow::read));
    }

    /** Finds a receipt by the random part of its page's address, which is all that a buyer has. */
    public Future<Optional<PaymentReceipt>> findPublic(String token) {
        return database.one(FIND_PUBLIC, Values.none().and("token", token), ReceiptRow::read)
                .compose(found -> found.isPresent() && found.get().number() == null
                        ? find(found.get().tenant(), found.get().id())
                        : Future.succeededFuture(found));
    }

    /** The random part of the address of the page of what was paid; empty as long as it is not paid. */
    public Future<Optional<String>> token(Tenant tenant, String sourceId) {
        Values source = Values.of(tenant).and("source_id", sourceId);
        return database.one(TOKEN, source, row -> row.getString("token"))
                .compose(found -> found.isPresent() && found.get().isEmpty()
                        ? database.one(
                                GIVE_TOKEN, source.and("token", ReceiptRow.token()), row -> row.getString("token"))
                        : Future.succeededFuture(found));
    }

    Future<Page<PaymentReceipt>> list(Tenant tenant, Listing listing) {
        return numberAll(tenant).compose(numbered -> {
            Listing.Query query = listing.query(tenant, FILTERS);
            return database.many(SELECT + query.where(), query.parameters(), ReceiptRow::read)
                    .map(found -> Page.of(listing, found));
        });
    }

    /** The newest receipts of a customer, the newest first. */
    public Future<List<PaymentReceipt>> newest(Tenant tenant, String customerId, int most) {
        return list(tenant, Listing.newest(most, "customerId", customerId)).map(Page::items);
    }

    /** The write that records that a receipt is sent to this address. */
    public Write emailing(ChangeContext context, PaymentReceipt receipt, String to) {
        return Write.of(context)
                .step("changed", EMAILED, Values.none().and("id", receipt.id()).and("to", to));
    }

    /** The workspaces with receipts that have no number yet. */
    Future<List<Tenant>> unnumbered(int most, String[] busy) {
        return database.many(UNNUMBERED_TENANTS, Values.none().and("most", most).and("busy", busy), Columns::tenant);
    }

    /** Numbers all receipts of a workspace that have no number. */
    Future<Void> numberAll(Tenant tenant) {
        return Rounds.whileMore(() -> last(tenant)
                .compose(last -> database.many(
                                UNNUMBERED, Values.of(tenant).and("most", BATCH), ReceiptStore::unnumbered)
                        .compose(receipts -> receipts.isEmpty()
                                ? Future.succeededFuture(false)
                                : number(tenant, last, receipts).map(true))));
    }

    private Future<Optional<PaymentReceipt>> numbered(
            Tenant tenant, Supplier<Future<Optional<PaymentReceipt>>> reading) {
        return reading.get()
                .compose(found -> found.isPresent() && found.get().number() == null
                        ? numberAll(tenant).compose(numbered -> reading.get())
                        : Future.succeededFuture(found));
    }

    /** The last number is read before the receipts: when others number them meanwhile, the number has changed. */
    private Future<Long> last(Tenant tenant) {
        return database.one(LAST_NUMBER, Values.of(tenant), row -> row.getLong("last_number"))
                .compose(found -> found.isPresent()
                        ? Future.succeededFuture(found.get())
                        : database.run(START, Values.of(tenant)).map(0L));
    }

    private Future<?> number(Tenant tenant, long last, List<Unnumbered> receipts) {
        return zones.apply(tenant).compose(zone -> {
            String[] numbers = IntStream.range(0, receipts.size())
                    .mapToObj(i -> text(last + 1 + i, receipts.get(i).issuedAt(), zone))
                    .toArray(String[]::new);
            Values values = Values.of(tenant)
                    .and("last_before", last)
                    .and("last", last + receipts.size())
                    .and("ids", receipts.stream().map(Unnumbered::id).toArray(String[]::new))
                    .and("numbers", numbers);
            return database.run(NUMBER, values);
        });
    }

    private static String text(long place, Instant issuedAt, ZoneId zone) {
        return String.format(Locale.ROOT, "RCPT-%d-%06d", issuedAt.atZone(zone).getYear(), place);
    }

    private static Unnumbered unnumbered(Row row) {
        return new Unnumbered(row.getString("id"), Columns.moment(row, "issued_at"));
    }
}
