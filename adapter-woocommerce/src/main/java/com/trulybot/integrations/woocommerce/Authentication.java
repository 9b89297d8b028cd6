package com.trulybot.integrations.woocommerce;

import java.util.Locale;

/** How the keys are shown to a shop. Which one works is found out while connecting, and kept by its {@link #code()}. */
enum Authentication {
    /** In {@code Authorization}, over https. */
    BASIC,
    /** In the query, over https: for servers that take {@code Authorization} away before PHP sees it. */
    QUERY,
    /**
     * OAuth 1.0a: nothing but a signature is shown. The only one for plain http, and for shops behind a proxy that does
     * not tell them that they are asked over https.
     */
    OAUTH1,
    /** The same in the query, for servers that take {@code Authorization} away; the key's name stands in addresses then. */
    OAUTH1_QUERY;

    boolean signs() {
        return this == OAUTH1 || this == OAUTH1_QUERY;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
