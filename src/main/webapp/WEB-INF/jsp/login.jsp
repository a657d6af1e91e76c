<%@ page contentType="text/html; charset=UTF-8" session="false"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><ui:shell title="${page.title()}">
  <main class="container alone" id="main">
    <ui:brand/>
    <h1><c:out value="${page.title()}"/></h1>
    <c:if test="${not empty page.alert()}"><div class="summary" role="alert"><p><c:out value="${page.alert()}"/></p></div></c:if>
    <c:if test="${page.container()}"><p><a role="button" href="<c:url value='/'/>" target="_blank"
        rel="noopener">Log in, in a new tab</a></p></c:if>
    <form method="post" action="<c:url value='/login'/>">
      <input type="hidden" name="next" value="<c:out value='${page.next()}'/>">
      <c:forEach items="${page.typed()}" var="field"><input type="hidden" name="<c:out value='${field.key}'/>"
          value="<c:out value='${field.value}'/>">
      </c:forEach>
      <c:if test="${not page.container()}">
        <label for="name">Name <input id="name" name="j_username" autocomplete="username" autocapitalize="none" spellcheck="false"
            required></label>
        <label for="password">Password <input id="password" name="j_password" type="password" autocomplete="current-password"
            required></label>
      </c:if>
      <button>${page.container() ? 'Continue' : 'Log in'}</button>
    </form>
  </main>
</ui:shell>
