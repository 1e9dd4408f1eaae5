package com.plugipay.resilience.processes;

import java.util.Comparator;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The order of all test classes: those that wait for each other begin first, so that none of them is left at the end alone. */
public final class LockedFirst implements ClassOrderer {
    @Override
    public void orderClasses(ClassOrdererContext context) {
        Comparator<ClassDescriptor> byLock = Comparator.comparing(each -> !each.isAnnotated(ResourceLock.class));
        context.getClassDescriptors().sort(byLock);
    }
}
