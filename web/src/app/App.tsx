import TopNavigation from '@cloudscape-design/components/top-navigation';
import Button from '@cloudscape-design/components/button';
import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';

export function App() {
  return <Container header={<Header>Alert Simulation</Header>}><TopNavigation identity={{href:'/'}}/><Button>Open</Button><Alert/><FormField><Input value=""/></FormField></Container>;
}
