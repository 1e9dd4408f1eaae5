package com.plugipay.support;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Lets every test of this process wait for a minute, however slow the machine is: what fails in between may leave a node
 * behind that disturbs the tests after it. The launcher finds it by its name under {@code META-INF/services}.
 */
public final class AwaitilityTimeout implements LauncherSessionListener {
    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }
}
