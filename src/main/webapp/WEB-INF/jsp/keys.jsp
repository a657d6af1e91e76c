<%@ page contentType="text/html; charset=UTF-8" session="false"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="fn" uri="jakarta.tags.functions"
%><%@ taglib prefix="desk" uri="/WEB-INF/desk.tld"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><ui:page title="Keys" menu="keys">
  <h1>API keys</h1>
  <c:if test="${not empty page.created()}">
    <section class="created" aria-labelledby="created" role="status">
      <h2 id="created">Copy the new key now</h2>
      <p>It is shown this once; only a digest of it is kept.</p>
      <pre class="copy" tabindex="0"><code><c:out value="${page.created()}"/></code></pre>
      <p>Programs send it as <code>Authorization: Bearer KEY</code>. <a href="<c:url value='/keys'/>">I have copied it</a></p>
    </section>
  </c:if>
  <c:if test="${not empty page.fault()}"><div class="summary" role="alert"><p>No key was made. <a href="#name"><c:out
      value="${page.fault()}"/></a></p></div></c:if>
  <form method="post" action="<c:url value='/keys'/>" class="row">
    <input type="hidden" name="key" value="<c:out value='${page.form()}'/>">
    <label for="name">Name of the new key
      <input id="name" name="name" maxlength="100" required autocomplete="off" value="<c:out value='${page.name()}'/>"<c:if
          test="${not empty page.fault()}"> aria-invalid="true"</c:if>></label>
    <label for="role">Role
      <select id="role" name="role">
        <option value="VIEWER">viewer: reads</option>
        <option value="SENDER" selected>sender: also sends</option>
        <option value="ADMIN">admin: everything</option>
      </select></label>
    <button>Create key</button>
  </form>
  <c:if test="${page.settingKey()}"><p>The setting <code>SMSDESK_API_KEY</code> is one more key, of role admin. It is changed where it is
      set.</p></c:if>
  <c:choose>
    <c:when test="${empty page.keys()}"><p class="nothing">No keys yet.</p></c:when>
    <c:otherwise>
      <table class="rows">
        <thead><tr><th scope="col">Name</th><th scope="col">Role</th><th scope="col">Created</th><th scope="col">State</th></tr></thead>
        <tbody>
          <c:forEach items="${page.keys()}" var="key">
            <tr>
              <th scope="row" data-label="Name"><span class="says"><c:out
                  value="${key.name()}"/> <small><code>${key.id()}</code></small></span></th>
              <td data-label="Role">${key.role().word()}</td>
              <td data-label="Created"><span class="says"><ui:time at="${key.createdAt()}"/> by <c:out
                  value="${key.createdBy()}"/></span></td>
              <td data-label="State"><c:choose>
                <c:when test="${key.isRevoked()}"><span class="says">Revoked <ui:time at="${key.revokedAt()}"/></span></c:when>
                <c:otherwise><form method="post" action="<c:url value='/keys'/>"><button name="revoke" value="${key.id()}"
                    class="danger small">Revoke<span class="unseen"> <c:out value="${key.name()}"/></span></button></form></c:otherwise>
              </c:choose></td>
            </tr>
          </c:forEach>
        </tbody>
      </table>
    </c:otherwise>
  </c:choose>
</ui:page>
