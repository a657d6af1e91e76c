<%@ page contentType="text/html; charset=UTF-8" session="false"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><ui:shell title="Not allowed">
  <main class="container alone" id="main">
    <ui:brand/>
    <h1>Not allowed</h1>
    <p>You are logged in as <strong><c:out value="${pageContext.request.remoteUser}"/></strong>, and have none of the roles sms-viewer,
        sms-sender and sms-admin.
      Ask the operator of this server for one of them, then log in again.</p>
    <form method="post" action="<c:url value='/logout'/>"><button>Log out</button></form>
  </main>
</ui:shell>
