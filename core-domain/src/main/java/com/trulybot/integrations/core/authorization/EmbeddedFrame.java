package com.trulybot.integrations.core.authorization;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a page of ours needs to live inside a platform's admin.
 *
 * @param admin where the page is in the store's admin
 * @param script the platform's script that gives the page its session tokens
 * @param meta names and values that the script looks for in the page
 * @param ancestors who may frame the page, as sources of a Content-Security-Policy
 */
public record EmbeddedFrame(URI admin, URI script, Map<String, String> meta, List<String> ancestors) {
    public EmbeddedFrame {
        Objects.requireNonNull(admin, "admin");
        Objects.requireNonNull(script, "script");
        meta = Map.copyOf(meta);
        ancestors = List.copyOf(ancestors);
    }
}
