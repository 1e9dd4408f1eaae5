package com.plugipay.cli.operator;

import com.plugipay.cli.OperatorCommand;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.secrets.Secret;

/**
 * What commands of the operator need of the configuration.
 *
 * @param database a migrated one
 */
public record OperatorSettings(DatabaseConfig database, Secret masterKeys, String baseUrl) {
    /** Runs the work of a command. */
    <T> T run(OperatorCommand.Work<T> work) throws Exception {
        return OperatorCommand.run(database, masterKeys, work);
    }
}
