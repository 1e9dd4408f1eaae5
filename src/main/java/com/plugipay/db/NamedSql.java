package com.plugipay.db;

import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL whose parameters have names, such as {@code :payment_id}. A name that occurs several times is one parameter. It is
 * parsed when it is created, so create it once, as a constant.
 */
public final class NamedSql {
    /** Literals, quoted names, comments and casts are skipped; any other colon before a name starts a parameter. */
    private static final Pattern TOKEN =
            Pattern.compile("'(?:[^']|'')*'|\"[^\"]*\"|--[^\\n]*|::|:(?<name>[a-z][a-z0-9_]*)");

    /** The text between the parameters: one piece more than there are parameters. */
    private final List<String> pieces = new ArrayList<>();

    /** The parameter that follows each piece but the last. */
    private final List<String> order = new ArrayList<>();

    private final List<String> names;
    private final String sql;

    private NamedSql(String text) {
        Matcher token = TOKEN.matcher(text);
        int from = 0;
        while (token.find()) {
            String name = token.group("name");
            if (name != null) {
                pieces.add(text.substring(from, token.start()));
                order.add(name);
                from = token.end();
            }
        }
        pieces.add(text.substring(from));
        names = order.stream().distinct().toList();
        sql = numbered(name -> names.indexOf(name) + 1);
    }

    /** Parses SQL with named parameters. */
    public static NamedSql of(String text) {
        return new NamedSql(text);
    }

    /** The text as Postgres takes it: with {@code $1}, {@code $2} and so on. */
    public String sql() {
        return sql;
    }

    /** The names of the parameters, in the order of their numbers. */
    public List<String> names() {
        return names;
    }

    /** The values of the parameters, in the order of their numbers; fails when one of them is missing. */
    public Tuple parameters(Values values) {
        List<Object> parameters = new ArrayList<>(names.size());
        names.forEach(name -> parameters.add(values.get(name)));
        return Tuple.wrap(parameters);
    }

    /**
     * The text as a part of a larger statement.
     *
     * @param numbers gives the number of each parameter in that statement
     */
    public String numbered(ToIntFunction<String> numbers) {
        StringBuilder text = new StringBuilder(pieces.getFirst());
        for (int i = 0; i < order.size(); i++) {
            text.append('$').append(numbers.applyAsInt(order.get(i))).append(pieces.get(i + 1));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return sql;
    }
}
