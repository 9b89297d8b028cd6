package com.trulybot.integrations.shopify;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.Optional;

/** Whether an address that a shop holds is one of ours. */
final class OurAddress {
    private OurAddress() {}

    /** Whether it begins with {@code ours}: same scheme, host and port, and a path below. */
    static boolean begins(String address, URI ours) {
        return parse(address)
                .filter(uri -> Objects.equals(uri.getScheme(), ours.getScheme())
                        && Objects.equals(uri.getRawAuthority(), ours.getRawAuthority())
                        && below(path(uri), path(ours)))
                .isPresent();
    }

    /** Whether it is the same path, wherever: an address from before we moved. */
    static boolean samePlace(String address, URI ours) {
        return parse(address)
                .filter(uri -> uri.getRawAuthority() != null && path(uri).equals(path(ours)))
                .isPresent();
    }

    private static boolean below(String path, String root) {
        String open = root.endsWith("/") ? root : root + "/";
        return path.equals(root) || (path + "/").startsWith(open);
    }

    private static String path(URI uri) {
        return Objects.requireNonNullElse(uri.getRawPath(), "");
    }

    private static Optional<URI> parse(String address) {
        try {
            return Optional.of(new URI(address));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
