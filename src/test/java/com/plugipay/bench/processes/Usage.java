package com.plugipay.bench.processes;

import com.plugipay.resilience.database.DedicatedPostgres;
import com.plugipay.support.DirectSql;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What was used so far: CPU time in microseconds, and memory and log in bytes. Rates wander on a shared machine, these hardly do.
 *
 * @param server of the process that answers requests
 * @param postgres of all processes of the database
 * @param load of this process, which makes the requests
 * @param allocated memory that the server has allocated
 * @param wal what Postgres has written to its log
 */
record Usage(long server, long postgres, long load, long allocated, long wal) {

    /** Until now. */
    static Usage now(long serverPid, AllocatedMemory memory, DedicatedPostgres postgres) {
        try {
            long wal = new DirectSql(postgres.database()).number("select (pg_current_wal_lsn() - '0/0')::bigint");
            return new Usage(
                    ProcessTime.of(serverPid),
                    ProcessTime.ofFamily(postgres.pid()),
                    ProcessTime.of(ProcessHandle.current().pid()),
                    memory.bytes(),
                    wal);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Usage since(Usage before) {
        return new Usage(
                server - before.server,
                postgres - before.postgres,
                load - before.load,
                allocated - before.allocated,
                wal - before.wal);
    }

    /** The cells of a table for one of so many requests. */
    String cells(double requests) {
        return "%,.0f | %,.0f | %,.0f | %,.1f | %,.0f"
                .formatted(
                        server / requests,
                        postgres / requests,
                        load / requests,
                        allocated / 1024.0 / requests,
                        wal / requests);
    }
}
