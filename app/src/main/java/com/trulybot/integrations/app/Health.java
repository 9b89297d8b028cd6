package com.trulybot.integrations.app;

import com.trulybot.integrations.http.HealthSource;
import com.trulybot.integrations.persistence.Database;
import com.trulybot.integrations.persistence.Redis;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the parts are. The cache may be gone without harm; the database may not. */
final class Health implements HealthSource {
    private final Database database;
    private final @Nullable Redis redis;
    private final JobsWatch jobs;
    private volatile boolean closing;

    Health(Database database, @Nullable Redis redis, JobsWatch jobs) {
        this.database = database;
        this.redis = redis;
        this.jobs = jobs;
    }

    /** From now on it is not ready. */
    void closing() {
        closing = true;
    }

    @Override
    public List<Part> readiness() {
        return closing ? List.of(new Part("server", State.DOWN, "It is being stopped.")) : List.of(database());
    }

    @Override
    public List<Part> details() {
        List<Part> parts = new ArrayList<>(List.of(database()));
        if (redis == null) {
            parts.add(new Part("cache", State.OK, "In this process; set REDIS_URL when there are several nodes."));
        } else {
            boolean up = redis.ready();
            parts.add(new Part(
                    "cache",
                    up ? State.OK : State.DEGRADED,
                    up ? null : "Redis does not answer; going on without it."));
        }
        parts.add(jobs.health());
        return parts;
    }

    private Part database() {
        boolean up = database.ready();
        return new Part(
                "database", up ? State.OK : State.DOWN, up ? null : "PostgreSQL does not answer, or is not migrated.");
    }
}
