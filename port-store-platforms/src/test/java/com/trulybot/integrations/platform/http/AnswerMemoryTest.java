package com.trulybot.integrations.platform.http;

import static com.trulybot.integrations.platform.http.OkHttpStoreHttpTest.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import javax.net.SocketFactory;
import okhttp3.Dns;
import org.junit.jupiter.api.Test;

class AnswerMemoryTest {
    private static final int MEBIBYTE = 1024 * 1024;

    private final AnswerMemory memory = new AnswerMemory(MEBIBYTE);

    private OkHttpStoreHttp http(RawServer server) {
        return new OkHttpStoreHttp(
                OutboundSettings.defaults().withAllow(server.authority()),
                InstantSource.system(),
                Dns.SYSTEM,
                SocketFactory.getDefault(),
                new StoreLane.Registry(8, 8),
                memory,
                Duration.ofSeconds(60));
    }

    private static RawServer answering(int bytes) throws Exception {
        return new RawServer((socket, out, request) -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + bytes + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[bytes]);
        });
    }

    private static Deadline ample() {
        return Deadline.in(Duration.ofSeconds(30));
    }

    @Test
    void aLongAnswerIsGivenUpWhenThereIsNoMemoryForIt() throws Exception {
        try (RawServer server = answering(2 * MEBIBYTE);
                OkHttpStoreHttp http = http(server)) {
            StoreException problem = Problems.of(() -> http.send(get(server, "/"), ample()));

            assertThat(problem.problem()).isEqualTo(StoreProblem.STORE_UNAVAILABLE);
            assertThat(problem.detail())
                    .hasValueSatisfying(detail -> assertThat(detail).contains("Try again in a moment"));
            assertThat(memory.taken()).isZero();
        }
    }

    @Test
    void anAnswerGivesBackWhatItTook() throws Exception {
        try (RawServer server = answering(MEBIBYTE);
                OkHttpStoreHttp http = http(server)) {
            for (int i = 0; i < 3; i++) {
                assertThat(http.send(get(server, "/"), ample()).body()).hasSize(MEBIBYTE);
            }
            assertThat(memory.taken()).isZero();
        }
    }

    @Test
    void aShortAnswerHasItsPlaceWhenTheLongOnesHaveTakenAll() throws Exception {
        try (RawServer server = answering((int) AnswerMemory.FREE);
                OkHttpStoreHttp http = http(server);
                AnswerMemory.Part others = memory.part()) {
            assertThat(others.grow(MEBIBYTE + AnswerMemory.FREE)).isTrue();
            assertThat(others.grow(MEBIBYTE + AnswerMemory.FREE + 1)).isFalse();

            assertThat(http.send(get(server, "/"), ample()).status()).isEqualTo(200);
        }
    }
}
