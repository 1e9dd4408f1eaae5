package com.plugipay.db;

import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL whose parameters have names, such as {@code :payment_id}. A name that stands more than once is one parameter. To be
 * made once, as a constant: the text is read then, and never again.
 */
public final class NamedSql {
    /** Literals, quoted names, comments and casts are passed over; what is left of a colon is a parameter. */
    private static final Pattern TOKEN =
            Pattern.compile("'(?:[^']|'')*'|\"[^\"]*\"|--[^\\n]*|::|:(?<name>[a-z][a-z0-9_]*)");

    /** The text between the parameters, one piece more than there are of these. */
    private final List<String> pieces = new ArrayList<>();

    /** Which parameter follows each piece but the last. */
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
        sql = numbered(List.of(), 1);
    }

    /** That of a text. */
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

    /** The values of the parameters, in their order; fails when one of them is missing. */
    public Tuple parameters(Values values) {
        List<Object> parameters = new ArrayList<>(names.size());
        names.forEach(name -> parameters.add(values.get(name)));
        return Tuple.wrap(parameters);
    }

    /**
     * The text as a part of a larger statement.
     *
     * @param shared the names of the statement's first parameters, which all its parts may use
     * @param first the number of the first parameter of this part alone
     */
    public String numbered(List<String> shared, int first) {
        List<String> own = new ArrayList<>(names);
        own.removeAll(shared);
        StringBuilder text = new StringBuilder(pieces.getFirst());
        for (int i = 0; i < order.size(); i++) {
            int common = shared.indexOf(order.get(i));
            text.append('$')
                    .append(common >= 0 ? common + 1 : first + own.indexOf(order.get(i)))
                    .append(pieces.get(i + 1));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return sql;
    }
}
