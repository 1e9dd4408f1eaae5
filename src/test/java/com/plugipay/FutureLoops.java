package com.plugipay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds loops that are chains of futures, in byte code: a method that is reached again from what it hands to a method that
 * gives a future, be it by itself, by others or by an implementation of what they call. Each round of such a loop is kept
 * until the last one ends, and then all of them end on one stack.
 */
final class FutureLoops {
    /** Methods that call their argument later, on another stack, and return no future that waits for it. */
    private static final Set<String> BEGIN_ANEW = Set.of(
            "io/vertx/core/Vertx",
            "io/vertx/core/Context",
            "io/vertx/core/WorkerExecutor",
            "com/plugipay/async/Rounds");

    private static final Set<String> FUTURES = Set.of(
            "io/vertx/core/Future", "java/util/concurrent/CompletionStage", "java/util/concurrent/CompletableFuture");

    private final Map<String, ClassModel> classes = new HashMap<>();
    private final Map<String, List<String>> subtypes = new HashMap<>();
    private final Map<String, List<Step>> steps = new HashMap<>();

    /** From one method to another; chained when it is what a future waits for. */
    private record Step(String to, boolean chained) {}

    private FutureLoops() {}

    /** The methods that are such loops, as {@code package.Class.method}, in the class files below these directories. */
    static Set<String> in(List<Path> directories) {
        FutureLoops loops = new FutureLoops();
        directories.forEach(loops::read);
        loops.classes.values().forEach(loops::follow);
        return loops.find();
    }

    private void read(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                ClassModel read = ClassFile.of().parse(file);
                classes.put(read.thisClass().asInternalName(), read);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void follow(ClassModel type) {
        String name = type.thisClass().asInternalName();
        type.superclass().ifPresent(above -> isBelow(name, above.asInternalName()));
        type.interfaces().forEach(above -> isBelow(name, above.asInternalName()));
        for (MethodModel method : type.methods()) {
            String from = name
                    + '.'
                    + method.methodName().stringValue()
                    + method.methodType().stringValue();
            List<CodeElement> code =
                    method.code().map(each -> each.elementList()).orElse(List.of());
            List<Step> found = steps.computeIfAbsent(from, none -> new ArrayList<>());
            for (int at = 0; at < code.size(); at++) {
                switch (code.get(at)) {
                    case InvokeInstruction call -> found.add(new Step(key(call.method()), false));
                    case InvokeDynamicInstruction lambda -> {
                        String handed = body(lambda);
                        @Nullable
                        InvokeInstruction taker =
                                taker(code, at, lambda.typeSymbol().returnType());
                        if (handed != null && (taker == null || !BEGIN_ANEW.contains(owner(taker)))) {
                            found.add(new Step(handed, taker != null && waits(taker)));
                        }
                    }
                    default -> {}
                }
            }
        }
    }

    private void isBelow(String below, String above) {
        subtypes.computeIfAbsent(above, none -> new ArrayList<>()).add(below);
    }

    /** What a lambda or a method reference calls; null of any other dynamic call. */
    private static @Nullable String body(InvokeDynamicInstruction dynamic) {
        List<Object> arguments = List.copyOf(dynamic.invokedynamic().bootstrap().arguments());
        return arguments.size() > 1 && arguments.get(1) instanceof MethodHandleEntry handle
                ? key(handle.reference())
                : null;
    }

    /** The next call that takes one of its kind. */
    private static @Nullable InvokeInstruction taker(List<CodeElement> code, int from, ClassDesc lambda) {
        for (int at = from + 1; at < code.size(); at++) {
            if (code.get(at) instanceof InvokeInstruction call
                    && call.typeSymbol().parameterList().contains(lambda)) {
                return call;
            }
        }
        return null;
    }

    private static boolean waits(InvokeInstruction taker) {
        MethodTypeDesc type = taker.typeSymbol();
        return FUTURES.contains(owner(taker)) || FUTURES.contains(internal(type.returnType()));
    }

    private static String owner(InvokeInstruction call) {
        return call.owner().asInternalName();
    }

    private static String internal(ClassDesc type) {
        return type.descriptorString().replaceAll("^L|;$", "");
    }

    private static String key(MemberRefEntry member) {
        return member.owner().asInternalName()
                + '.'
                + member.name().stringValue()
                + member.type().stringValue();
    }

    private Set<String> find() {
        Set<String> loops = new TreeSet<>();
        steps.forEach((from, all) -> {
            for (Step step : all) {
                if (step.chained() && targets(step.to()).stream().anyMatch(to -> leadsTo(to, from))) {
                    loops.add(shown(from));
                }
            }
        });
        return loops;
    }

    /** Whether a call of the one may come to the other; the lambda of a loop comes to the method that has made it. */
    private boolean leadsTo(String from, String wanted) {
        Set<String> seen = new HashSet<>(Set.of(from));
        Deque<String> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            String next = open.remove();
            if (next.equals(wanted)) {
                return true;
            }
            for (Step step : steps.getOrDefault(next, List.of())) {
                for (String target : targets(step.to())) {
                    if (seen.add(target)) {
                        open.add(target);
                    }
                }
            }
        }
        return false;
    }

    /** A method of the project, those that override it, and the one that it is inherited from. */
    private Set<String> targets(String method) {
        int dot = method.indexOf('.');
        String type = method.substring(0, dot);
        if (!classes.containsKey(type)) {
            return Set.of();
        }
        String signature = method.substring(dot);
        Set<String> targets = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(type));
        while (!open.isEmpty()) {
            String next = open.remove();
            if (steps.containsKey(next + signature)) {
                targets.add(next + signature);
            }
            open.addAll(subtypes.getOrDefault(next, List.of()));
        }
        ClassModel above = classes.get(type);
        while (above != null && !steps.containsKey(above.thisClass().asInternalName() + signature)) {
            above = above.superclass()
                    .map(up -> classes.get(up.asInternalName()))
                    .orElse(null);
        }
        if (above != null) {
            targets.add(above.thisClass().asInternalName() + signature);
        }
        return targets;
    }

    private static String shown(String method) {
        return method.replaceFirst("\\(.*", "")
                .replaceFirst("lambda\\$(.*)\\$\\d+$", "$1")
                .replace('/', '.');
    }
}
