package com.trulybot.integrations.http;

import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.StoreConnector;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.Set;

/** The platforms there are, as paths and bodies name them. */
final class Platforms {
    private final Set<PlatformId> known;

    Platforms(StoreConnector connector) {
        this.known = Set.copyOf(connector.platforms());
    }

    /** The one in the path; what is unknown is not found. */
    PlatformId named(Context ctx) {
        return find(ctx.pathParam("platform")).orElseThrow(Problems::notFound);
    }

    Optional<PlatformId> find(String text) {
        return known.stream().filter(platform -> platform.value().equals(text)).findFirst();
    }

    /** The one in a body; told in the way {@link Fields#parsed} wants. */
    PlatformId require(String text) {
        return find(text)
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + known.stream().map(PlatformId::value).sorted().toList()));
    }
}
