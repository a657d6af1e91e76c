<%@ page contentType="text/html; charset=UTF-8" session="false"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="fn" uri="jakarta.tags.functions"
%><%@ taglib prefix="desk" uri="/WEB-INF/desk.tld"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><c:set var="fault" value="${requestScope['smsdesk.fault']}"/>
<c:set var="status" value="${empty fault ? requestScope['jakarta.servlet.error.status_code'] : fault.status()}"/>
<ui:shell title="${empty fault ? 'Error' : fault.title()}">
  <main class="container alone" id="main">
    <ui:brand/>
    <c:choose>
      <c:when test="${not empty fault}">
        <h1><c:out value="${fault.title()}"/></h1>
        <p><c:out value="${fault.sentence()}"/></p>
        <c:if test="${not empty fault.reference()}"><p>Reference: <code><c:out value="${fault.reference()}"/></code></p></c:if>
      </c:when>
      <c:when test="${status eq 401}">
        <h1>Log in</h1>
        <p>This page needs a login. Load it again, and give the server name and password.</p>
      </c:when>
      <c:when test="${status eq 403}">
        <h1>Not allowed</h1>
        <p>Your role does not reach this far, or the request was made by another site. Nothing was changed. An admin can give you another
            role.</p>
      </c:when>
      <c:when test="${status eq 404}">
        <h1>Nothing here</h1>
        <p>There is nothing at this address. Check the path.</p>
      </c:when>
      <c:when test="${status eq 405}">
        <h1>Not possible here</h1>
        <p>This address does not take this kind of request.</p>
      </c:when>
      <c:when test="${status eq 411}">
        <h1>A length is missing</h1>
        <p>A form is sent with its length (Content-Length), not in chunks. Nothing was read.</p>
      </c:when>
      <c:when test="${status eq 413}">
        <h1>Too much at once</h1>
        <p>The form was larger than 1.9 MB, so nothing of it was read and nothing was sent. Go back, and send to fewer recipients at a
            time.</p>
      </c:when>
      <c:when test="${status ge 500}">
        <h1>Something went wrong here</h1>
        <p>The log has the details. Try again. If it happens again, tell the operator of this server.</p>
      </c:when>
      <c:otherwise>
        <h1>That did not work</h1>
        <p>The request was not understood.</p>
      </c:otherwise>
    </c:choose>
    <p><a href="<c:url value='/'/>">Home</a></p>
  </main>
</ui:shell>
