package com.plugipay.bench.processes;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The memory that all threads of another JVM have allocated since its start. */
final class AllocatedMemory implements AutoCloseable {
    private final JMXConnector connector;
    private final ThreadMXBean threads;

    private AllocatedMemory(JMXConnector connector, ThreadMXBean threads) {
        this.connector = connector;
        this.threads = threads;
    }

    /** Of a process that this one has started, and whose answers it trusts. */
    @SuppressWarnings("BanJNDI")
    static AllocatedMemory of(long pid) {
        try {
            VirtualMachine jvm = VirtualMachine.attach(String.valueOf(pid));
            String address = jvm.startLocalManagementAgent();
            jvm.detach();
            JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
            return new AllocatedMemory(
                    connector,
                    ManagementFactory.newPlatformMXBeanProxy(
                            connector.getMBeanServerConnection(),
                            ManagementFactory.THREAD_MXBEAN_NAME,
                            ThreadMXBean.class));
        } catch (AttachNotSupportedException impossible) {
            throw new IllegalStateException(impossible);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    long bytes() {
        return threads.getTotalThreadAllocatedBytes();
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
