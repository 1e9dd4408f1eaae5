package com.plugipay.text;

import com.github.therapi.runtimejavadoc.ClassJavadoc;
import com.github.therapi.runtimejavadoc.Comment;
import com.github.therapi.runtimejavadoc.CommentVisitor;
import com.github.therapi.runtimejavadoc.Link;
import com.github.therapi.runtimejavadoc.RuntimeJavadoc;
import com.github.therapi.runtimejavadoc.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the properties of the API are: the Javadoc of a record's component, which the compiler keeps as a resource; where there
 * is none, a text that holds for all properties of this name.
 */
public final class RecordTexts {
    private static final Map<String, String> BY_NAME = TextFile.read("/api/names.properties");

    /** What a comment begins with that only adds to what the name says. */
    private static final Pattern ADDITION = Pattern.compile(
            "^(default|null|of|in|from|such|by|for|once|without|needed|those|stands|so|given|as|now|four|after|[0-9])\\b");

    private static final ClassValue<Map<String, String>> BY_RECORD = new ClassValue<>() {
        @Override
        protected Map<String, String> computeValue(Class<?> type) {
            return read(type);
        }
    };

    private RecordTexts() {}

    /** The sentence about a component of a record, or about a property that it computes; null when nobody has written one. */
    public static @Nullable String of(Class<?> type, String name) {
        String own = BY_RECORD.get(type).get(name);
        String common = named(name);
        if (own == null || common == null) {
            return own == null ? common : capitalised(own);
        }
        return ADDITION.matcher(own).find() ? common.substring(0, common.length() - 1) + "; " + own : capitalised(own);
    }

    private static Map<String, String> read(Class<?> type) {
        ClassJavadoc javadoc = RuntimeJavadoc.getJavadoc(type);
        Map<String, String> texts = new HashMap<>();
        javadoc.getMethods().stream()
                .filter(method -> method.getParamTypes().isEmpty())
                .forEach(method -> texts.put(method.getName(), sentence(method.getComment())));
        javadoc.getRecordComponents()
                .forEach(component -> texts.put(component.getName(), sentence(component.getComment())));
        texts.values().removeIf(String::isEmpty);
        return texts;
    }

    /** The sentence about all properties of that name; null when there is none. */
    public static @Nullable String named(String name) {
        String text = BY_NAME.get(name);
        return text == null ? null : text + '.';
    }

    private static String sentence(Comment comment) {
        Plain plain = new Plain(new StringBuilder());
        comment.visit(plain);
        String text = plain.text().toString().replaceAll("\\s+", " ").strip();
        if (text.isEmpty()) {
            return text;
        }
        return text.endsWith(".") ? text : text + '.';
    }

    private static String capitalised(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }

    /** Writes a comment as text: code in backticks, and of a link what stands for it. */
    private record Plain(StringBuilder text) implements CommentVisitor {
        @Override
        public void commentText(String value) {
            text.append(value);
        }

        @Override
        public void inlineLink(Link link) {
            text.append(link.getLabel());
        }

        @Override
        public void inlineTag(String name, String value) {
            text.append('`').append(value).append('`');
        }

        @Override
        public void inlineValue(Value value) {
            text.append(value);
        }
    }
}
