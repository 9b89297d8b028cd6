package com.trulybot.integrations.core.order;

import org.jspecify.annotations.Nullable;

/**
 * Where an order goes; each part is null when the store doesn't say.
 *
 * @param region state, province or prefecture, as the store writes it
 * @param country ISO 3166-1 alpha-2 code
 */
public record Address(
        @Nullable String name,
        @Nullable String company,
        @Nullable String address1,
        @Nullable String address2,
        @Nullable String city,
        @Nullable String region,
        @Nullable String postcode,
        @Nullable String country) {
    @Override
    public String toString() {
        return "Address[" + country + "]";
    }
}
