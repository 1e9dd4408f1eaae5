package com.plugipay.support;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Lets every test of this process wait for a minute, also for what a page shows, however slow the machine is: what fails in between
 * may leave a node behind that disturbs the tests after it. The launcher finds it by its name under {@code META-INF/services}.
 */
public final class LongWaits implements LauncherSessionListener {
    private static final int LONGEST_MS = 60_000;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(Duration.ofMillis(LONGEST_MS));
        PlaywrightAssertions.setDefaultAssertionTimeout(LONGEST_MS);
    }
}
