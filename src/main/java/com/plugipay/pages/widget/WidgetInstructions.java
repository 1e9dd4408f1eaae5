package com.plugipay.pages.widget;

import com.plugipay.providers.NextAction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the widget shows a buyer who has to do something.
 *
 * @param note in lines; null for none
 * @param bankAccounts those to pay to; none where there is another way
 * @param qrImageUrl a code to scan; null for none
 * @param amount to be paid, in minor units
 */
public record WidgetInstructions(
        String heading,
        @Nullable String note,
        List<NextAction.BankAccount> bankAccounts,
        @Nullable String qrImageUrl,
        long amount,
        String currency) {

    public WidgetInstructions {
        bankAccounts = List.copyOf(bankAccounts);
    }
}
