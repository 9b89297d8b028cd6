package com.trulybot.integrations.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Says what Jetty itself refuses (a request it can't read, a stop under way) in the same form as all other refusals. */
final class JettyRefusals extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Problem problem = Problems.ofStatus(response.getStatus() == 0 ? 500 : response.getStatus());
        String given = response.getHeaders().get(RequestFrame.REQUEST_ID);
        String id = given == null ? RequestFrame.freshId() : given;
        problem.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put(RequestFrame.REQUEST_ID, id);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, ProblemJson.TYPE);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.write(true, ByteBuffer.wrap(ProblemJson.bytes(problem, id)), callback);
        return true;
    }
}
