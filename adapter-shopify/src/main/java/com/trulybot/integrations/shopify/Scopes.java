package com.trulybot.integrations.shopify;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Access scopes, as Shopify lists them: separated by commas. Who may write may read, and only the former is listed. */
final class Scopes {
    private static final String WRITE = "write_";

    private Scopes() {}

    /**
     * Which of those asked for were not granted.
     *
     * @param granted null when not said, and then none is known to be missing
     */
    static List<String> missing(String asked, @Nullable String granted) {
        if (granted == null) {
            return List.of();
        }
        Set<String> held = new HashSet<>(list(granted));
        for (String scope : list(granted)) {
            if (scope.startsWith(WRITE)) {
                held.add("read_" + scope.substring(WRITE.length()));
            }
        }
        return list(asked).stream().filter(scope -> !held.contains(scope)).toList();
    }

    /** Each of them. */
    static List<String> list(String scopes) {
        return List.of(scopes.strip().split("[,\\s]+"));
    }
}
