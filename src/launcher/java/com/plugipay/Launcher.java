package com.plugipay;

/**
 * Where the jar begins: runs {@code Plugipay}, or says in a sentence which Java it needs.
 *
 * <p>It is compiled for Java 8: an older Java can read no other class in the jar.
 */
public final class Launcher {
    /** The Java that all other classes are compiled for. */
    static final int NEEDED = 25;

    /** The exit code of a wrong configuration. */
    private static final int NOT_RUN = 2;

    private Launcher() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        String version = System.getProperty("java.specification.version");
        if (isTooOld(version)) {
            System.err.println(refusal(version, System.getProperty("java.home")));
            System.exit(NOT_RUN);
        }
        Class.forName("com.plugipay.Plugipay").getMethod("main", String[].class).invoke(null, (Object) arguments);
    }

    /** Whether the program cannot run on a Java of that specification, such as 25, or 1.8 as the old ones are numbered. */
    static boolean isTooOld(String version) {
        return Double.parseDouble(version) < NEEDED;
    }

    /** What a person is told whose Java of that version lies there. */
    static String refusal(String version, String home) {
        return "Plugipay needs Java " + NEEDED + " or newer; this is Java " + version + " (" + home + ").";
    }
}
