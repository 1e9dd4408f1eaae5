package com.plugipay.sandbox.paypal;

/** What a buyer chose to pay with; shows only at the capture. */
enum Funding {
    BALANCE("PayPal balance", "The capture succeeds."),
    DECLINED_CARD("Card ending in 0002", "The capture is refused: INSTRUMENT_DECLINED."),
    REVIEWED(
            "Balance that PayPal reviews first",
            "The capture is PENDING until the control page completes or denies it.");

    private final String label;
    private final String effect;

    Funding(String label, String effect) {
        this.label = label;
        this.effect = effect;
    }

    String label() {
        return label;
    }

    String effect() {
        return effect;
    }
}
