package com.plugipay.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Named parameters in SQL become numbered ones for the database. */
class NamedSqlTest {

    @Test
    void aNameIsOneParameterHoweverOftenItOccurs() {
        NamedSql sql = NamedSql.of("select :b where a = :a and b = :b");

        assertThat(sql.sql()).isEqualTo("select $1 where a = $2 and b = $1");
        assertThat(sql.names()).containsExactly("b", "a");
        assertThat(sql.parameters(Values.none().and("a", 1).and("b", null).and("c", 2))
                        .deepToString())
                .isEqualTo("[null,1]");
    }

    @Test
    void textThatLooksLikeAParameterIsNone() {
        String plain = "select ':a', \"b:c\", d::text, 'it''s :e' -- :f\n from t";

        assertThat(NamedSql.of(plain).names()).isEmpty();
        assertThat(NamedSql.of(plain).sql()).isEqualTo(plain);
    }

    @Test
    void aPartOfAStatementSharesTheFirstParameters() {
        NamedSql part = NamedSql.of("update t set a = :a where mode = :mode and id = :id and b = :a");

        List<String> names = List.of("workspace", "mode", "-", "-", "-", "-", "a", "id");
        assertThat(part.numbered(name -> names.indexOf(name) + 1))
                .isEqualTo("update t set a = $7 where mode = $2 and id = $8 and b = $7");
    }

    @Test
    void aMissingValueIsReportedByName() {
        assertThatThrownBy(() -> NamedSql.of("select :a").parameters(Values.none()))
                .hasMessage("No value for :a");
    }
}
