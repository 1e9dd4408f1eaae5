package com.plugipay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An older Java is told which one the jar needs, by the one class in it that an older Java can read. */
class LauncherTest {
    /** The version of class files that Java 8 reads; each later Java reads one more. */
    private static final int OF_JAVA_8 = 52;

    private static final int MAGIC = 0xCAFEBABE;

    @ParameterizedTest
    @CsvSource({"1.8, true", "9, true", "17, true", "24, true", "25, false", "26, false", "100, false"})
    void refusesEveryOlderJava(String version, boolean isTooOld) {
        assertThat(Launcher.isTooOld(version)).isEqualTo(isTooOld);
    }

    @Test
    void namesBothJavas() {
        assertThat(Launcher.refusal("17", "/usr/lib/jvm/java-17"))
                .isEqualTo("Plugipay needs Java 25 or newer; this is Java 17 (/usr/lib/jvm/java-17).");
    }

    @Test
    void isReadByJava8() throws IOException {
        assertThat(classFileVersion(Launcher.class)).isEqualTo(OF_JAVA_8);
    }

    @Test
    void needsTheJavaThatTheProgramIsCompiledFor() throws IOException {
        assertThat(classFileVersion(Plugipay.class)).isEqualTo(OF_JAVA_8 - 8 + Launcher.NEEDED);
    }

    @Test
    void isWhereTheJarBegins() throws IOException {
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<Main-Class>" + Launcher.class.getName() + "</Main-Class>");
    }

    private static int classFileVersion(Class<?> type) throws IOException {
        try (DataInputStream file = new DataInputStream(
                Objects.requireNonNull(type.getResourceAsStream(type.getSimpleName() + ".class")))) {
            assertThat(file.readInt()).isEqualTo(MAGIC);
            int minor = file.readUnsignedShort();
            assertThat(minor).isZero();
            return file.readUnsignedShort();
        }
    }
}
