package com.plugipay.pages;

import com.plugipay.pages.CheckoutView.LastAttempt;
import com.plugipay.pages.CheckoutView.Notice;
import com.plugipay.providers.accounts.AmountLimits;

/** The texts of notices, with the name of the method and, where that is the reason, its limits. */
public final class NoticeText {
    private NoticeText() {}

    /** The text of the view's notice; throws an IllegalArgumentException when it has none. */
    public static String of(CheckoutView view, Texts texts) {
        Notice notice = view.notice();
        LastAttempt last = view.lastAttempt();
        if (notice == null) {
            throw new IllegalArgumentException("The view has no notice");
        }
        if (last == null) {
            return texts.get("notice." + notice.text());
        }
        String method = texts.method(last.method());
        return switch (notice) {
            case AMOUNT -> amount(last.limits(), view.currency(), method, texts);
            case UNREACHABLE -> texts.get("notice.unreachable.method", method);
            default -> texts.get("notice." + notice.text());
        };
    }

    private static String amount(AmountLimits limits, String currency, String method, Texts texts) {
        String least = limits.least() == null ? "" : texts.money(limits.least(), currency);
        String most = limits.most() == null ? "" : texts.money(limits.most(), currency);
        if (!least.isEmpty() && !most.isEmpty()) {
            return texts.get("notice.amount.range", method, least, most);
        }
        if (limits.wholeOnly()) {
            return texts.get("notice.amount.whole", method);
        }
        return texts.get("notice.amount.method", method);
    }
}
