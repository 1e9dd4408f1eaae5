package com.plugipay.http.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.outbox.Change;
import io.vertx.core.Future;
import java.io.StringWriter;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A handler that changes something cannot omit the response that belongs to its change. */
class WriteOperationTest {
    private final Operations api = new Operations();

    @ParameterizedTest
    @ValueSource(strings = {"post", "put", "patch", "delete"})
    void aWritingHandlerThatReturnsNoChangeDoesNotCompile(String method) {
        assertThat(compilerOutput("api." + method + "(\"/x\", \"X\").handledBy(call -> changed());"))
                .as("the change itself")
                .isEmpty();
        assertThat(compilerOutput("api." + method + "(\"/x\", \"X\").handledBy(call -> changed().run(database));"))
                .contains("Future<Object> cannot be converted to Change<?>");
        assertThat(compilerOutput(
                        "api." + method + "(\"/x\", \"X\").handledBy(call -> Future.succeededFuture(\"done\"));"))
                .contains("no instance(s) of type variable(s) T exist so that Future<T> conforms to Change<?>");
    }

    @Test
    void aReadingHandlerReturnsAFuture() {
        assertThat(compilerOutput("api.get(\"/x\", \"X\").handledBy(call -> Future.succeededFuture(\"found\"));"))
                .isEmpty();
        assertThat(compilerOutput("api.get(\"/x\", \"X\").handledBy(call -> changed());"))
                .contains("Change<Object> cannot be converted to Future<?>");
    }

    @Test
    void aHandlerInStepsDeclaresHowARepeatContinues() {
        assertThatThrownBy(() -> api.post("/payments", "Pay").handledInStepsBy(call -> Future.succeededFuture()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("POST /payments works in steps, and a repeated request would do them again:"
                        + " return a Change, or set by resumedBy how it is resumed.");
        assertThat(api.all()).as("what was refused is not mounted").isEmpty();

        api.post("/payments", "Pay")
                .resumedBy((call, id) -> Future.succeededFuture())
                .handledInStepsBy(call -> Future.succeededFuture());
        api.post("/public/payments", "Pay").withoutKey().handledInStepsBy(call -> Future.succeededFuture());
        assertThat(api.all()).hasSize(2);
    }

    @Test
    void aChangeCannotBeResumed() {
        assertThatThrownBy(() -> api.post("/customers", "Create")
                        .resumedBy((call, id) -> Future.succeededFuture())
                        .handledBy(call -> Change.none("done")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("leave out resumedBy");
    }

    /** Returns the compiler's output for routes with that line. */
    private static String compilerOutput(String line) {
        String source = """
                package com.plugipay.http.operations;
                import com.plugipay.db.Database;
                import com.plugipay.outbox.Change;
                import io.vertx.core.Future;
                abstract class ExampleRoutes {
                    Database database;
                    abstract Change<Object> changed();
                    void mount(Operations api) { %s }
                }
                """.formatted(line);
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        StringWriter output = new StringWriter();
        JavaFileObject file =
                new SimpleJavaFileObject(
                        URI.create("string:///com/plugipay/http/operations/ExampleRoutes.java"),
                        JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        List<String> options =
                List.of("-proc:none", "-implicit:none", "-nowarn", "-d", System.getProperty("java.io.tmpdir"));
        compiler.getTask(output, null, null, withClassPath(options), null, List.of(file))
                .call();
        return output.toString();
    }

    private static List<String> withClassPath(List<String> options) {
        return Stream.concat(options.stream(), Stream.of("-cp", System.getProperty("java.class.path")))
                .toList();
    }
}
